// What happened to a ticket, oldest first, in pages.
import { html } from './lib.js';
import * as api from './api.js';
import { fieldName, fullTime, isNothing, relativeTime, valueName } from './format.js';
import { pagesOf } from './pages.js';

const LONG = 60; // a value longer than this is shown on demand

/** The history of one ticket; `changed` is called when there is something new to draw. */
export function historyOf(id, changed) {
  const pages = pagesOf(address => api.history(id, address), changed);

  const view = () => html`
    <section class="history" aria-labelledby="history-heading">
      <h2 id="history-heading">History</h2>
      <ol class="timeline">${byEvent(pages.items).map(event)}</ol>
      ${pages.below('The history')}
    </section>`;

  return { load: pages.load, failed: pages.failed, view };
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

const event = ({ at, actor, lines }) => html`
  <li>
    <p class="when"><strong>${actor}</strong> <time datetime=${at} title=${relativeTime(at)}>${fullTime(at)}</time></p>
    ${lines.map(line => html`<div class="what">${what(line)}</div>`)}
  </li>`;

function what({ action, field, from, to }) {
  if (!field) return action === 'submitted' ? 'created the ticket' : action.replaceAll('_', ' ');
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
