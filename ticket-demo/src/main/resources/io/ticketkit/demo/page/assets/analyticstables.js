// Tables of the analytics: how long things took, and how often machines were right.
import { html } from './lib.js';
import { csv } from './figures.js';
import { fieldName, isNothing, number, percent, sourceName, span, words } from './format.js';

const TIMES = { first_response: 'First response', resolution: 'Resolution', backlog: 'Age of open tickets' };
const SPANS = ['median_seconds', 'p90_seconds', 'p99_seconds', 'longest_seconds'];

const known = (value, show) => (isNothing(value) ? '–' : show(value));

const panel = (name, heading, heads, rows, file) => html`
  <section class="panel report" data-report=${name} aria-labelledby="${name}-heading">
    <h2 id="${name}-heading">${heading}</h2>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="${name}-heading">
      <table>
        <thead><tr>${heads.map(head => html`<th scope="col">${head}</th>`)}</tr></thead>
        <tbody>${rows}</tbody>
      </table>
    </div>
    <p>${csv(file)}</p>
  </section>`;

/** How long tickets waited: half, nine of ten, and all but one of a hundred no longer than this. */
export const times = (sums, file) => panel('times', 'Times', ['Until', 'Tickets', 'Median', '90 %', '99 %', 'Longest'],
  Object.entries(TIMES).map(([name, title]) => html`
    <tr><th scope="row">${title}</th><td>${number(sums[name].count)}</td>
      ${SPANS.map(key => html`<td>${known(sums[name][key], span)}</td>`)}</tr>`), file);

/** Only of values that became those of a ticket. */
export const accuracy = (fields, file) => panel('accuracy', 'What people left of the values machines chose',
  ['Field', 'By', 'Values', 'Left as they are', 'Accepted of those decided about'],
  fields.length ? fields.map(row => html`
    <tr><th scope="row">${words(fieldName(row.field))}</th>
      <td>${sourceName(row.source)}${row.model ? `, ${row.model}` : ''}</td><td>${number(row.applied)}</td>
      <td>${known(row.accuracy, percent)}</td><td>${known(row.acceptance, percent)}</td></tr>`)
    : html`<tr><td colspan="5">None in this time.</td></tr>`, file);
