// One entry of the conversation: a reply, an internal note, or the trace of one that was deleted.
import { html, nothing } from './lib.js';
import { isStaff, config } from './config.js';
import { aiBadge, helpful } from './provenance.js';
import { time } from './parts.js';
import { ticketAddress } from './router.js';

const ROLES = { user: 'Requester', staff: 'Staff', ai: 'AI', system: 'Program' };

/** What the ticket itself says stands first, and looks like what was said later. */
export const opening = ticket => html`
  <article class="entry" data-kind="user" aria-label="The ticket">
    <header class="entry-head">
      <strong>${ticket.requester ?? 'Requester'}</strong>
      ${ticket.requester ? html`<span class="role">Requester</span>` : nothing}
      <span class="entry-time">${time(ticket.created_at)}</span>
    </header>
    <div class="description">${ticket.description}</div>
  </article>`;

export function entry(item, { ticket, edit, isNew, startEdit, remove, judgements, modelOf }) {
  if (item.deleted_at) return tombstone(item);
  return html`
    <li class="entry" id="entry-${item.id}" tabindex="-1" data-entry=${item.id} data-kind=${item.response_type}
        data-internal=${item.internal}>
      <header class="entry-head">
        <strong>${item.author}</strong>
        <span class="role">${ROLES[item.response_type] ?? item.response_type}</span>
        ${item.internal ? html`<span class="note-mark">Internal note · the requester does not see this</span>` : nothing}
        ${item.is_ai_generated ? aiBadge({ model: modelOf(item.run), confidence: item.ai_confidence }) : nothing}
        ${isNew ? html`<span class="mark">New</span>` : nothing}
        <span class="entry-time">${time(item.created_at)}${item.edited_at
          ? html` · <span class="edited">edited ${time(item.edited_at)}</span>` : nothing}</span>
        ${edit ? nothing : tools(item, { startEdit, remove })}
      </header>
      ${item.ticket === ticket ? nothing : html`<p class="origin">Said on the merged ticket
        <a href=${ticketAddress(item.ticket)}>#${item.ticket}</a></p>`}
      ${edit ? edit.view() : html`
        <div class="said">${item.content}</div>
        ${judgement(item, judgements)}`}
    </li>`;
}

function tools(item, { startEdit, remove }) {
  if (!isStaff() && item.author !== config.user.id) return nothing;
  const what = `${item.internal ? 'note' : 'reply'} of ${item.author}`;
  return html`<span class="entry-tools">
    <button type="button" class="quiet small" aria-label="Edit ${what}" @click=${() => startEdit(item)}>Edit</button>
    <button type="button" class="quiet small danger" aria-label="Delete ${what}" @click=${() => remove(item)}>Delete</button>
  </span>`;
}

const judgement = (item, judgements) => (item.is_ai_generated && item.run && isStaff()
  ? html`<p class="entry-foot">${helpful({
    what: 'answer', said: judgements.of(item.run), say: value => judgements.say(item.run, value),
  })}</p>` : nothing);

const tombstone = item => html`
  <li class="entry tombstone" id="entry-${item.id}" tabindex="-1" data-entry=${item.id} data-internal=${item.internal}>
    <p>${item.internal ? 'An internal note' : 'A reply'} of <strong>${item.author}</strong> was deleted
      ${time(item.deleted_at)}.</p>
  </li>`;
