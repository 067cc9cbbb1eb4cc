// The parts of the detail view that only show.
import { html, nothing } from './lib.js';
import { config, isStaff } from './config.js';
import { cost, fullTime, percent, sourceName, valueName } from './format.js';
import { badge, gauge, reviewMark, statusSelect, time } from './parts.js';
import { changeField, isPending } from './quickchange.js';
import { lastList, listAddress, ticketAddress } from './router.js';

const DONE = ['resolved', 'closed'];
const NONE = html`<span class="quiet-text">none</span>`;

export const backLink = () => html`<p><a class="back" href=${lastList()}>← Tickets</a></p>`;

/** Title and what can be done. While editing there is one thing to do: to finish that. */
export function head(ticket, { editing, startEdit, remove }) {
  return html`
    ${backLink()}
    <div class="view-head">
      <h1 id="detail-heading" tabindex="-1"><span class="number">#${ticket.id}</span> ${ticket.title}</h1>
    </div>
    ${editing ? nothing : html`
      <div class="actions tools">
        ${isStaff() ? staffTools(ticket, { startEdit, remove }) : requesterTools(ticket)}
      </div>`}
    ${ticket.merged_into ? html`
      <p class="panel merged" id="merged-into">This ticket is a duplicate. It was merged into
        <a href=${ticketAddress(ticket.merged_into)}>ticket #${ticket.merged_into}</a> and is closed.</p>` : nothing}`;
}

const staffTools = (ticket, { startEdit, remove }) => html`
  ${statusSelect(ticket, {
    pending: isPending(ticket.id), choose: status => changeField(ticket, 'status', status),
  })}
  ${ticket.status === 'closed' ? quick(ticket, 'Reopen', 'status', 'open') : quick(ticket, 'Close', 'status', 'closed')}
  <button type="button" id="edit" @click=${startEdit}>Edit</button>
  ${ticket.assignee === config.user.id ? nothing : quick(ticket, 'Assign to me', 'assignee', config.user.id)}
  <button type="button" id="delete" class="danger quiet" @click=${remove}>Delete</button>`;

/** Requesters see how far it is, and say that it is not. */
const requesterTools = ticket => html`
  ${badge('status', ticket.status)}
  ${DONE.includes(ticket.status) && !ticket.merged_into ? quick(ticket, 'Reopen', 'status', 'open') : nothing}`;

/** The second click of a double click is none: by then the button may say the opposite. */
const quick = (ticket, label, field, value) => html`
  <button type="button" aria-disabled=${isPending(ticket.id)}
      @click=${event => event.detail > 1 || changeField(ticket, field, value)}>${label}</button>`;

/** What is known of the ticket, and where each classified value comes from; `accept` is left out while editing. */
export function facts(ticket, { runs, assignment }, accept) {
  const classified = (field, value, name = field) =>
    classifiedFact(ticket, field, { name, value, run: runs.behind(field), accept });
  return html`
    <section class="panel known" aria-label="Facts">
      <dl class="facts">
        ${classified('priority', badge('priority', ticket.priority))}
        ${classified('category', badge('category', ticket.category))}
        ${classified('sentiment', badge('sentiment', ticket.sentiment))}
        ${classified('urgency_score', gauge(ticket.urgency_score), 'urgency')}
        ${fact('Requester', ticket.requester ? name(ticket.requester) : NONE)}
        ${fact('Assignee', assignment.view())}
        ${ticket.team ? fact('Team', ticket.team) : nothing}
        ${fact('Tags', ticket.tags.length ? ticket.tags.map(tagLink) : NONE)}
        ${moment('Created', ticket.created_at)}
        ${moment('Changed', ticket.updated_at)}
        ${moment('Answered', ticket.first_response_at)}
        ${moment('Resolved', ticket.resolved_at)}
        ${moment('Closed', ticket.closed_at)}
        ${fact('Version', ticket.version)}
      </dl>
      ${isStaff() ? runs.view() : nothing}
    </section>`;
}

// the only values a person can choose instead
const REVIEWED = ['category', 'priority'];

/** An address breaks before its @ rather than anywhere. */
const name = text => text.split(/(?=@)/).map((part, i) => html`${i ? html`<wbr>` : nothing}${part}`);

const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const moment = (name, iso) => (iso
  ? fact(name, html`${fullTime(iso)} <span class="origin">${time(iso)}</span>`)
  : nothing);

function classifiedFact(ticket, field, { name, value, run, accept }) {
  const origin = ticket.suggestion?.[field];
  const reviewed = REVIEWED.includes(field);
  const review = reviewed && origin?.needs_review && isStaff();
  return html`
    <div><dt>${name}</dt><dd data-fact=${name} tabindex="-1">${value}
      ${origin ? html`<span class="origin">${originInWords(origin)}</span>` : nothing}
      ${reviewed && origin?.source === 'llm' && run?.model
        ? html`<span class="origin"><span class="model">${run.model}</span>, ${cost(run)}${run.cost_usd ? ' for all fields' : ''}</span>`
        : nothing}
      ${review ? reviewMark() : nothing}
      ${review && accept ? html`
        <button type="button" class="accept" aria-disabled=${isPending(ticket.id)}
          aria-label="Accept ${name} ${valueName(field, ticket[field])}" @click=${() => accept(field)}>Accept</button>` : nothing}
    </dd></div>`;
}

const originInWords = ({ source, confidence }) =>
  (confidence === null ? sourceName(source) : `${sourceName(source)}, ${percent(confidence)}`);

const tagLink = tag => html`<a class="chip" href=${listAddress(new URLSearchParams({ tag }))}>${tag}</a> `;

export const skeleton = id => html`
  ${backLink()}
  <div class="view-head"><h1 id="detail-heading" tabindex="-1">Ticket ${id}</h1></div>
  <div class="columns" aria-busy="true">
    <div>${[1, 2, 3, 4].map(() => html`<p><span class="bone wide"></span></p>`)}</div>
    <div class="panel known">${[1, 2, 3, 4, 5].map(() => html`<p><span class="bone"></span></p>`)}</div>
  </div>`;

export const gone = id => html`
  <div class="empty">
    <h1 id="detail-heading" tabindex="-1">There is no ticket ${id}</h1>
    <p>It was deleted, or never was.</p>
    <p><a class="button" href=${lastList()}>Back to the tickets</a></p>
  </div>`;
