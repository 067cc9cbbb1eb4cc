// What happened to a ticket, oldest first, in pages.
import { html } from './lib.js';
import * as api from './api.js';
import { fieldName, fullTime, isNothing, relativeTime, valueName } from './format.js';
import { pagesOf } from './pages.js';
import { ticketAddress } from './router.js';

const LONG = 60; // a value longer than this is shown on demand

/**
 * The history of one ticket; `changed` is called when there is something new to draw. `known` gives comments() and
 * files(), by which lines say more than a number.
 */
export function historyOf(id, changed, known) {
  const pages = pagesOf(address => api.history(id, address), changed);

  const view = () => html`
    <section class="history" aria-labelledby="history-heading">
      <h2 id="history-heading">History</h2>
      <ol class="timeline">${byEvent(pages.items).map(line => event(line, known))}</ol>
      ${pages.below('The history')}
    </section>`;

  return { load: pages.load, failed: pages.failed, lost: pages.lost, view };
}

/** Lines written by one call have the same time and actor: they are one thing that happened. */
function byEvent(lines) {
  return lines.reduce((events, line) => {
    const last = events.at(-1);
    if (last && last.at === line.at && last.actor === line.actor) last.lines.push(line);
    else events.push({ at: line.at, actor: line.actor, lines: [line] });
    return events;
  }, []);
}

const event = ({ at, actor, lines }, known) => html`
  <li>
    <p class="when"><strong>${actor}</strong> <time datetime=${at} title=${relativeTime(at)}>${fullTime(at)}</time></p>
    ${lines.map(line => html`<div class="what">${what(line, known)}</div>`)}
  </li>`;

/** What happened where no field changed: to which response, file or ticket is in `to`, or in `from` when it is no more. */
const HAPPENED = {
  submitted: () => 'created the ticket',
  commented: (line, known) => (isNote(line, known) ? 'wrote an internal note' : 'replied'),
  comment_edited: (line, known) => `changed ${isNote(line, known) ? 'an internal note' : 'a reply'}`,
  comment_deleted: (line, known) => `deleted ${isNote(line, known) ? 'an internal note' : 'a reply'}`,
  attached: (line, known) => `attached ${fileName(line, known)}`,
  detached: () => 'deleted an attached file',
  rated: ({ from, to }) => (isNothing(from) || from === to
    ? `said how satisfied they are${isNothing(to) ? '' : `: ${to} of 5`}`
    : `changed how satisfied they are from ${from} to ${to} of 5`),
  merged: line => html`merged this ticket into ${other(line)}`,
  absorbed: line => html`merged ${other(line)} into this ticket`,
  linked: line => html`linked this ticket with ${other(line)}`,
  unlinked: line => html`removed the link with ${other(line)}`,
};

const subject = ({ from, to }) => Number(to ?? from);

const isNote = (line, known) => known.comments().find(comment => comment.id === subject(line))?.internal;

const fileName = (line, known) => known.files().find(file => file.id === subject(line))?.name ?? 'a file';

/** Nameless to who may not see it. */
const other = line => (subject(line)
  ? html`<a href=${ticketAddress(subject(line))}>ticket #${subject(line)}</a>` : 'another ticket');

function what(line, known) {
  const { action, field, from, to } = line;
  if (!field || action === 'rated') return HAPPENED[action]?.(line, known) ?? action.replaceAll('_', ' ');
  const before = valueName(field, from);
  const after = valueName(field, to);
  if (action === 'accepted') return html`accepted ${fieldName(field)} <q>${after}</q>`;
  const verb = action === 'rescored' ? 'scored again:' : 'changed';
  if (isNothing(to)) return `cleared ${fieldName(field)} (${before})`;
  if (isNothing(from)) return html`set ${fieldName(field)} to <q>${after}</q>`;
  if (before.length <= LONG && after.length <= LONG) {
    return html`${verb} ${fieldName(field)} from <q>${before}</q> to <q>${after}</q>`;
  }
  return html`<details><summary>${verb} ${fieldName(field)}</summary>
    <p class="old">${before}</p><p class="new">${after}</p></details>`;
}
