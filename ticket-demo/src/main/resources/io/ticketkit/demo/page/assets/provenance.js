// Where a piece of a machine's help comes from, in words that hide nothing.
import { html } from './lib.js';
import { percent, sourceName, whyNot, words } from './format.js';

const OFFLINE = ['rule', 'keyword', 'learned'];

export const isOffline = ({ source, offline }) => offline ?? OFFLINE.includes(source);

/** “Language model gpt-x, 78 % sure”; and, where no model had a part in it, that and why. */
export function provenance(help) {
  const { confidence } = help;
  const sure = confidence === null || confidence === undefined ? '' : `, ${percent(confidence)} sure`;
  if (!isOffline(help)) {
    return html`<p class="provenance" data-source=${help.source}>${aiBadge({ model: help.model })}
      <span>${words(sourceName(help.source))}${sure}</span></p>`;
  }
  return html`<p class="provenance" data-source=${help.source}>
    <span class="mark">Offline</span>
    <span>${help.reason ? `The language model gave no answer: ${whyNot(help.reason)}. ` : 'No language model was asked. '}
      Made from the ticket by rules${sure}.</span></p>`;
}

/** Says that a machine wrote something, which one, and how sure it was. */
export function aiBadge({ model, confidence }) {
  const parts = ['AI', model, confidence === null || confidence === undefined ? null : percent(confidence)];
  return html`<span class="ai-badge" title="Written by a machine">${parts.filter(Boolean).join(' · ')}</span>`;
}

/** Yes and no to “did this help?”; `said` is what was answered before: true, false or undefined. */
export const helpful = ({ said, say, what = 'draft' }) => html`
  <span class="helpful" role="group" aria-label="Was this ${what} helpful?">
    <span class="quiet-text">${said === undefined ? 'Helpful?' : 'Thank you.'}</span>
    ${[[true, 'Yes'], [false, 'No']].map(([value, label]) => html`
      <button type="button" class="small" aria-pressed=${said === value} @click=${() => say(value)}>${label}</button>`)}
  </span>`;
