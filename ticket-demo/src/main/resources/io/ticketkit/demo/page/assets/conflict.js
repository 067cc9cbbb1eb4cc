// Tells that a ticket was changed while somebody edits it, and asks whose values are to stay.
import { html } from './lib.js';
import { valueName } from './format.js';
import { time } from './parts.js';

export function conflictPanel({ conflict, keepMine, takeTheirs, saving }) {
  const { current, rows, both } = conflict;
  return html`
    <section class="panel conflict" aria-labelledby="conflict-heading">
      <h2 id="conflict-heading" tabindex="-1" aria-describedby="conflict-text">Changed meanwhile</h2>
      <p id="conflict-text">This ticket was saved elsewhere ${time(current.updated_at)}.
        Your changes are not saved yet, and nothing is overwritten.
        ${both ? 'These fields differ:' : 'None of it touches what you changed:'}</p>
      <div class="scroll" tabindex="0" role="region" aria-label="Differences">
        <table class="differences">
          <thead><tr>
            <th scope="col">Field</th><th scope="col">Before</th><th scope="col">Theirs</th><th scope="col">Yours</th>
          </tr></thead>
          <tbody>${rows.map(difference)}</tbody>
        </table>
      </div>
      <p class="actions">
        <button type="button" class="primary" id="keep-mine" aria-disabled=${saving} @click=${keepMine}>
          ${both ? 'Keep mine (save over)' : 'Save mine as well'}</button>
        <button type="button" id="take-theirs" aria-disabled=${saving} @click=${takeTheirs}>Take theirs</button>
        <span class="quiet-text">Fields only they changed keep their value either way.</span>
      </p>
    </section>`;
}

const difference = ({ field, name, was, theirs, mine, both }) => html`
  <tr class=${both ? 'both' : ''} data-field=${field}>
    <th scope="row">${name}</th>
    <td>${valueName(field, was)}</td>
    <td>${valueName(field, theirs)}</td>
    <td>${mine === undefined ? html`<span class="quiet-text">unchanged</span>` : valueName(field, mine)}</td>
  </tr>`;
