// Form fields with label, hint and the server's messages, wired for screen readers.
import { html, ifDefined, live, nothing } from './lib.js';
import { number } from './format.js';
import { fieldErrors } from './parts.js';

/** A text field; several lines when `rows` is given. `input` gets the new text. */
export function textField({
  name, label, value, errors, hint, rows, required, input, prefix = 'new', type = 'text', autocomplete = 'off',
}) {
  const id = `${prefix}-${name}`;
  const change = event => input(event.target.value);
  return field({ id, label, errors, hint, required }, rows
    ? html`<textarea id=${id} name=${name} rows=${rows} aria-required=${required ? 'true' : 'false'}
        aria-invalid=${errors ? 'true' : 'false'} aria-describedby=${describedBy(id, errors, hint)}
        .value=${live(value)} @input=${change}></textarea>`
    : html`<input id=${id} name=${name} type=${type} autocomplete=${autocomplete} aria-required=${required ? 'true' : 'false'}
        aria-invalid=${errors ? 'true' : 'false'} aria-describedby=${describedBy(id, errors, hint)}
        .value=${live(value)} @input=${change}>`);
}

/** A select; `options` are pairs of value and label. */
export function selectField({ name, label, value, errors, options, input, prefix = 'new' }) {
  const id = `${prefix}-${name}`;
  return field({ id, label, errors }, html`
    <select id=${id} name=${name} aria-invalid=${errors ? 'true' : 'false'}
        aria-describedby=${describedBy(id, errors)} @change=${event => input(event.target.value)}>
      ${options.map(([option, text]) => html`
        <option value=${option} .selected=${live(option === value)}>${text}</option>`)}
    </select>`);
}

function field({ id, label, errors, hint, required }, control) {
  return html`
    <div class="field">
      <label for=${id}>${label}${required ? html` <span class="quiet-text">(required)</span>` : nothing}</label>
      ${control}
      <div class="below">
        ${fieldErrors(`${id}-error`, errors)}
        ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
      </div>
    </div>`;
}

function describedBy(id, errors, hint) {
  const parts = [errors && `${id}-error`, hint && `${id}-hint`].filter(Boolean);
  return ifDefined(parts.length ? parts.join(' ') : undefined);
}

/** “12 of 200 characters”, counted as the server does: by code point, without space around. */
export function counter(text, limit) {
  const length = [...text.trim()].length;
  return html`<span class=${length > limit ? 'over' : ''}>${number(length)} of ${number(limit)} characters</span>`;
}

export function focusFirstError(root) {
  root.querySelector('[aria-invalid="true"]')?.focus();
}
