// How a ticket was classified, and what else machines did for it: who was asked, what they said, what it cost, and what became of it.
import { html, nothing } from './lib.js';
import * as api from './api.js';
import { rationale } from './explanation.js';
import { cost, duration, fieldName, fullTime, percent, relativeTime, sourceName, valueName, whyNot, words } from './format.js';
import { pagesOf } from './pages.js';

const FATES = {
  offered: 'not taken', applied: 'in use', superseded: 'replaced since', accepted: 'accepted by a person',
};
const PURPOSES = { reply: 'Reply', summary: 'Summary', actions: 'Next steps', chat: 'Chat' };
const STANDING = ['applied', 'accepted', 'corrected'];

/** The runs for one ticket; `changed` is called when there is something new to draw. */
export function runsOf(id, changed) {
  const pages = pagesOf(address => api.runs(id, address), changed);

  const classifications = () => pages.items.filter(run => run.purpose === 'classification');
  const others = () => pages.items.filter(run => run.purpose !== 'classification');

  /** The run that gave a field the value it has, or had until a person chose another; undefined when none did. */
  const behind = field => classifications().findLast(run => STANDING.includes(run.values[field]?.fate));

  /** Whether the last word of a model was none. */
  const modelFailed = () => classifications().findLast(run => run.model)?.reason;

  const modelOf = number => pages.items.find(run => run.id === number)?.model ?? null;

  const view = () => html`
    <details class="runs">
      <summary>How it was classified${modelFailed()
        ? html` <span class="mark">The model gave no answer</span>` : nothing}${pages.failed()
        ? html` <span class="error">could not be loaded</span>` : nothing}</summary>
      <ol>${classifications().map(item)}</ol>
      ${pages.phase === 'ready' && !classifications().length
        ? html`<p class="quiet-text">Nothing is recorded: no classifier was asked here.</p>` : nothing}
      ${pages.below('How it was classified')}
    </details>
    ${others().length ? html`
      <details class="runs help-runs">
        <summary>What else machines were asked</summary>
        <ol>${others().map(item)}</ol>
      </details>` : nothing}`;

  return { load: pages.load, failed: pages.failed, lost: pages.lost, behind, modelOf, view };
}

const item = run => html`
  <li data-run=${run.source}>
    <p>${run.purpose === 'classification' ? nothing : `${PURPOSES[run.purpose] ?? words(run.purpose)}: `}<strong>${words(sourceName(run.source))}</strong>${run.model ? html` <span class="model">${run.model}</span>` : nothing}</p>
    <p class="when"><time datetime=${run.at} title=${relativeTime(run.at)}>${fullTime(run.at)}</time></p>
    <p>${outcome(run)}, ${duration(run.duration_ms)}${run.model ? `, ${cost(run)}` : ''}</p>
    ${run.flags.length ? html`<p class="mark">${run.flags.map(words).join(', ')}</p>` : nothing}
    <ul>${Object.entries(run.values).map(([field, value]) => html`<li>${suggested(field, value)}</li>`)}</ul>
    ${rationale(run)}
  </li>`;

function outcome({ outcome: name, reason }) {
  if (reason) return `No answer: ${whyNot(reason)}`;
  return name === 'abstained' ? 'Suggested nothing' : words(name);
}

const suggested = (field, { value, confidence, fate, corrected_to: chosen }) =>
  `${words(fieldName(field))} ${valueName(field, value)}, ${percent(confidence)}: `
    + (fate === 'corrected' ? `corrected to ${valueName(field, chosen)}` : FATES[fate] ?? words(fate));
