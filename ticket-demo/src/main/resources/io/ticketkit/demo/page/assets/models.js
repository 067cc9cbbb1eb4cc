// What was learned from people, and how good it is.
import { html, nothing } from './lib.js';
import { fieldName, number, percent, relativeTime, fullTime, words } from './format.js';

const FEW = 10;

/** A panel of the dashboard; null while it is not known, which shows nothing. */
export function learnedModels(models) {
  if (models === null) return nothing;
  return html`
    <section class="panel report models" aria-labelledby="models-heading">
      <h2 id="models-heading">Learned from people</h2>
      ${models.length ? table(models) : html`
        <p class="quiet-text">Nothing yet. Correct or accept categories and priorities: similar tickets will be suggested
          right.</p>`}
    </section>`;
}

const table = models => html`
  <div class="scroll" tabindex="0" role="group" aria-labelledby="models-heading">
    <table>
      <thead><tr>
        <th scope="col">Field</th><th scope="col">Tickets</th><th scope="col">Right</th>
        <th scope="col">Most frequent value alone</th><th scope="col">Kappa</th><th scope="col">Learned</th>
      </tr></thead>
      <tbody>${models.map(row)}</tbody>
    </table>
  </div>
  ${models.map(warning)}
  <p class="quiet-text">Right: of tickets it was not learned from. Kappa: 0 is guessing, 1 is always right.</p>`;

function warning({ field, examples, beats_majority: beats }) {
  if (beats !== false) return nothing;
  return html`<p class="mark" data-guess=${field}>${words(fieldName(field))}: ${examples < FEW
    ? 'too few tickets to tell how good it is.' : 'not better than always choosing the most frequent value.'}</p>`;
}

const row = model => html`
  <tr data-model=${model.field}>
    <th scope="row">${words(fieldName(model.field))} <span class="quiet-text">version ${model.version}</span></th>
    <td>${number(model.examples)}</td>
    <td>${model.accuracy === null ? 'too few to tell' : percent(model.accuracy)}</td>
    <td>${model.majority_share === null ? '–' : percent(model.majority_share)}</td>
    <td>${model.kappa === null ? '–' : model.kappa.toFixed(2)}</td>
    <td><time datetime=${model.trained_at} title=${fullTime(model.trained_at)}>${relativeTime(model.trained_at)}</time></td>
  </tr>`;
