// Small pieces of the page that several views share.
import { html, nothing } from './lib.js';
import { statusesFrom } from './config.js';
import { fullTime, relativeTime, valueName, words } from './format.js';
import { explain } from './notices.js';
import { Refused, Unreachable } from './api.js';

/** A value with a coloured dot; the word says it, the colour only helps. */
export const badge = (field, value) =>
  html`<span class="badge" data-field=${field} data-value=${value}>${valueName(field, value)}</span>`;

export const reviewMark = () =>
  html`<span class="mark" title="The classifier was not sure enough">Needs review</span>`;

export const time = iso =>
  html`<time datetime=${iso} title=${fullTime(iso)}>${relativeTime(iso)}</time>`;

/** 0 to 100 as a number with a bar; drawn as SVG, since the page allows no inline styles. */
export const gauge = score => html`
  <span class="gauge" data-level=${score >= 80 ? 'high' : score >= 50 ? 'middle' : 'low'}>
    <span class="gauge-number">${score}</span>
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="gauge-track" width="100" height="6" rx="3"></rect>
      <rect class="gauge-value" width=${Math.max(0, Math.min(100, score))} height="6" rx="3"></rect>
    </svg>
  </span>`;

/** A select with the present status and where the workflow lets it go from there. */
export function statusSelect(ticket, { pending, choose }) {
  const change = event => {
    const wanted = event.target.value;
    event.target.value = ticket.status; // shown when it is true
    if (!pending) choose(wanted);
  };
  return html`
    <select class="status" data-value=${ticket.status} aria-label="Status of ticket ${ticket.id}"
        aria-busy=${pending ? 'true' : 'false'} @change=${change} @keydown=${openWithArrows}>
      ${statusesFrom(ticket.status).map(status => html`
        <option value=${status} .selected=${status === ticket.status}>${words(status)}</option>`)}
    </select>`;
}

// A closed select changes its value with every arrow key, and each would be saved: open it instead.
function openWithArrows(event) {
  const arrow = event.key === 'ArrowDown' || event.key === 'ArrowUp';
  if (!arrow || event.altKey || typeof event.target.showPicker !== 'function') return;
  event.preventDefault();
  try {
    event.target.showPicker();
  } catch {
    // not allowed here; Space and Enter open it too
  }
}

/** What is shown in place of something that could not be loaded. */
export function failure(error, what, retry) {
  if (error instanceof Unreachable) {
    return html`<div class="empty"><h2>${what} cannot be loaded now</h2>
      <p>The server cannot be reached. This goes on by itself as soon as it is back.</p></div>`;
  }
  return html`<div class="empty" role="alert"><h2>${what} could not be loaded</h2>
    <p>${explain(error)}</p>
    <p><button type="button" @click=${retry}>Try again</button></p></div>`;
}

/** The messages of a field, found by its input through aria-describedby. */
export const fieldErrors = (id, messages = []) => messages.length
  ? html`<p class="error" id=${id}>${messages.join(' ')}</p>`
  : nothing;

/** A panel that can be folded away. Whether it is open is the person's: drawing again leaves it as it is. */
export const folding = ({ name, heading, extra = nothing, open = true, opened = () => {} }, content) => html`
  <details class="panel foldable ${name}" ?open=${open} @toggle=${event => event.target.open && opened()}>
    <summary><h2>${heading}</h2>${extra}</summary>
    <div class="fold-body">${content}</div>
  </details>`;
