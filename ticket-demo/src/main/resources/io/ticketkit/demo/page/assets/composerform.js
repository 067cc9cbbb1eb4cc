// Where one replies or writes a note; `composer` is what composer.js makes.
import { html, live, nothing } from './lib.js';
import { config, isStaff } from './config.js';
import { counter } from './fields.js';
import { number } from './format.js';
import { helpful, provenance } from './provenance.js';
import { ticketAddress } from './router.js';

const SEND = { reply: 'Send reply', note: 'Add note', requester: 'Add the requester’s words' };

export function composerForm(composer, { ticket, newEntries, showNew, judgements }) {
  const { mode, sending, clash } = composer;
  const send = event => {
    event.preventDefault();
    composer.send();
  };
  const keys = event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send(event);
  };
  return html`
    <form class="composer" data-mode=${mode} novalidate aria-label="Say something" @submit=${send}>
      ${isStaff() ? modes(composer, ticket) : nothing}
      <label class="hidden" for="compose">${mode === 'note' ? 'Internal note' : 'Reply'}</label>
      <textarea id="compose" rows="5" placeholder=${placeholder(mode)} aria-describedby="compose-below"
        aria-invalid=${composer.trouble ? 'true' : 'false'} .value=${live(composer.text)}
        @input=${event => composer.input(event.target.value)} @keydown=${keys}></textarea>
      <div class="below" id="compose-below">
        <p class="who-sees">${whoSees(mode, ticket)}</p>
        ${composer.text ? html`<p class="hint">${counter(composer.text, config.limits.content)}</p>` : nothing}
      </div>
      ${composer.draft ? inText(composer, judgements) : nothing}
      ${composer.offered ? offer(composer) : nothing}
      ${clash ? clashNotice(clash, mode, newEntries(clash.since), showNew) : nothing}
      ${composer.draftTrouble ? html`<p class="error" role="alert">${composer.draftTrouble}</p>` : nothing}
      ${composer.trouble ? html`<p class="error" role="alert">${composer.trouble}</p>` : nothing}
      <p class="actions">
        <button type="submit" id="send" class="primary" aria-disabled=${sending}>
          ${sending ? 'Sending…' : clash && mode !== 'note' ? 'Send anyway' : SEND[mode]}</button>
        ${isStaff() && mode === 'reply' ? html`
          <button type="button" id="draft" aria-disabled=${composer.drafting} @click=${composer.ask}>
            ${composer.drafting ? 'Drafting…' : 'Draft a reply'}</button>` : nothing}
      </p>
    </form>`;
}

function modes(composer, ticket) {
  const offered = [['reply', 'Reply'], ['note', 'Internal note'], ...(ticket.requester ? [['requester', 'Requester said']] : [])];
  return html`
    <fieldset class="modes">
      <legend class="hidden">What to add</legend>
      ${offered.map(([value, label]) => html`
        <label><input type="radio" name="mode" value=${value} .checked=${live(composer.mode === value)}
          @change=${() => composer.choose(value)}><span>${label}</span></label>`)}
    </fieldset>`;
}

const placeholder = mode => ({
  reply: 'Write to the requester…', note: 'Write to your colleagues…', requester: 'What the requester said, for example on the telephone…',
})[mode];

function whoSees(mode, ticket) {
  if (mode === 'note') return html`<span class="note-mark">Internal note</span> The requester does not see it.`;
  if (mode === 'requester') return `Recorded as said by ${ticket.requester}, who sees it.`;
  return isStaff() ? `${ticket.requester ?? 'The requester'} sees it.` : 'Everybody who helps you sees it.';
}

/** What is known of the draft in the text. */
function inText(composer, judgements) {
  const { draft } = composer;
  const asIs = composer.isAsDrafted();
  return html`
    <div class="drafted" id="drafted">
      ${provenance(draft)}
      ${draft.similar?.length ? html`<p class="quiet-text">After the answers to ${draft.similar.map(similarLink)}</p>` : nothing}
      <p class="actions">
        <span class="quiet-text">${asIs
          ? 'Nothing is sent yet: read it, change it, or send it as it is.' : 'Edited by you: nobody knows its confidence.'}</span>
        ${draft.run ? helpful({
          said: judgements.of(draft.run), say: value => judgements.say(draft.run, value),
        }) : nothing}
        ${asIs ? html`<button type="button" class="quiet small" @click=${composer.discard}>Discard draft</button>` : nothing}
      </p>
    </div>`;
}

const similarLink = id => html`<a href=${ticketAddress(id)}>#${id}</a> `;

/** A draft that came while something was typed. */
const offer = composer => html`
  <div class="drafted" id="offered-draft">
    ${provenance(composer.offered)}
    <div class="said">${composer.offered.content}</div>
    <p class="actions">
      <button type="button" class="small" @click=${composer.insert}>Put it below my text</button>
      <button type="button" class="quiet small" @click=${composer.discard}>Discard draft</button>
    </p>
  </div>`;

function clashNotice(clash, mode, entries, showNew) {
  const authors = [...new Set(entries.map(item => item.author))].join(', ');
  return html`
    <div class="clash" id="clash" role="alert">
      <p><strong>The ticket changed while you were writing.</strong>
        ${entries.length
          ? html`There ${entries.length === 1 ? 'is' : 'are'} ${count(entries.length)} of ${authors}, marked “New” above.`
          : 'The conversation is the same; see its fields and its history.'}
        Your text is kept${mode === 'note' ? '.' : ' and not sent yet.'}</p>
      ${entries.length ? html`<p><button type="button" class="small" @click=${showNew}>Show what is new</button></p>` : nothing}
    </div>`;
}

const count = n => (n === 1 ? '1 new reply' : `${number(n)} new replies`);
