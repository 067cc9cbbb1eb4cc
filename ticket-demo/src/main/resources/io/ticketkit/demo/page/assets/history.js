// What happened to a ticket, oldest first, in pages.
import { html, nothing } from './lib.js';
import * as api from './api.js';
import { fieldName, fullTime, isNothing, relativeTime, valueName } from './format.js';
import { explain } from './notices.js';

const LONG = 60; // a value longer than this is shown on demand

/** The history of one ticket; `changed` is called when there is something new to draw. */
export function historyOf(id, changed) {
  let lines = [];
  let next = null;
  let phase = 'loading';
  let error = null;
  let reads = 0;

  /** Reads from the beginning: after a change, the lines known so far stay in sight meanwhile. */
  const load = () => read(undefined, []);
  const loadMore = () => phase === 'ready' && read(next, lines);

  async function read(address, before) {
    const mine = ++reads;
    phase = 'loading';
    changed();
    try {
      const page = await api.history(id, address);
      if (mine !== reads) return; // a later read has taken over
      lines = [...before, ...page.data];
      next = page.next;
      phase = 'ready';
    } catch (reason) {
      if (mine !== reads) return;
      phase = 'failed';
      error = reason;
    }
    changed();
  }

  const view = () => html`
    <section class="history" aria-labelledby="history-heading">
      <h2 id="history-heading">History</h2>
      <ol class="timeline">${byEvent(lines).map(event)}</ol>
      ${phase === 'loading' && !lines.length ? html`<p class="quiet-text">Loading…</p>` : nothing}
      ${phase === 'failed' ? html`<p class="error" role="alert">The history could not be loaded. ${explain(error)}
        <button type="button" @click=${load}>Try again</button></p>` : nothing}
      ${next ? html`<p><button type="button" aria-disabled=${phase === 'loading'} @click=${loadMore}>Load more</button></p>` : nothing}
    </section>`;

  return { load, view, failed: () => phase === 'failed' };
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
  const verb = action === 'rescored' ? 'scored again:' : 'changed';
  if (isNothing(to)) return `cleared ${fieldName(field)} (${before})`;
  if (isNothing(from)) return html`set ${fieldName(field)} to <q>${after}</q>`;
  if (before.length <= LONG && after.length <= LONG) {
    return html`${verb} ${fieldName(field)} from <q>${before}</q> to <q>${after}</q>`;
  }
  return html`<details><summary>${verb} ${fieldName(field)}</summary>
    <p class="old">${before}</p><p class="new">${after}</p></details>`;
}
