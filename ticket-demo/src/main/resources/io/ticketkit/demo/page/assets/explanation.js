// Which words decided, and how much each of them counted.
import { html, nothing } from './lib.js';
import { fieldName, valueName, words } from './format.js';

const SHOWN = 6;

/** From the classifier's own account: fields, each with its weightiest words; `otherwise` where it gave none. */
export function decidingWords(explanation, otherwise = nothing) {
  const fields = byField(explanation);
  if (!fields.size) return otherwise;
  return html`
    <ul class="weights">
      ${[...fields].map(([field, list]) => html`
        <li data-why=${field}>${words(fieldName(field))}
          ${list.slice(0, SHOWN).map(word => chip(word.words, word.weight, word.value === list[0].value
            ? '' : `for ${valueName(field, word.value)}`))}</li>`)}
    </ul>`;
}

function byField(explanation) {
  const fields = new Map();
  explanation.forEach(word => fields.set(word.field, [...(fields.get(word.field) ?? []), word]));
  return fields;
}

const chip = (text, weight, note) => html`
  <span class="chip" title=${weight < 0 ? 'spoke against it' : note || 'spoke for it'}>${text}
    <b class=${weight < 0 ? 'against' : ''}>${weight === null ? nothing : weight.toFixed(1)}</b></span>`;

/** From the line a run keeps of it: “billing: invoice 2.1, refund 1.4; high: down 1.0”. Anything else stays a line. */
export function rationale({ source, rationale: line }) {
  if (!line) return nothing;
  const parts = ['keyword', 'learned'].includes(source) ? line.split('; ').map(part => /^([^:]+): (.+)$/.exec(part)) : [];
  if (!parts.length || parts.includes(null)) return html`<p class="quiet-text">${line}</p>`;
  return html`
    <ul class="weights">
      ${parts.map(([, value, list]) => html`<li>${valueName('category', value)} ${list.split(', ').map(counted)}</li>`)}
    </ul>`;
}

function counted(text) {
  const [, word, weight] = /^(.*) (-?\d+\.\d)$/.exec(text) ?? [null, text, null];
  return chip(word, weight === null ? null : Number(weight), '');
}
