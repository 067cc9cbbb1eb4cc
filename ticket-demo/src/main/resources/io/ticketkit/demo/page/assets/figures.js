// Numbers and charts that several views show.
import { html, nothing } from './lib.js';
import { download } from './download.js';
import { number, plural } from './format.js';

const TICKETS = 'Tickets';

export const tile = (name, label, value, href) => html`
  <li class="tile">${href
    ? html`<a href=${href}><b data-tile=${name}>${value}</b> ${label}</a>`
    : html`<b data-tile=${name}>${value}</b> ${label}`}</li>`;

/** A link to a table, `file`, of which the name says what it is. */
export const csv = file => html`
  <a href=${file.href} download @click=${event => download(event, file.name)}>Download as CSV</a>`;

/**
 * A chart with the same numbers as a table; links in it do what a click on the chart does.
 * `rows` are {label, count, href}; `head` and `unit` name the columns; `show` writes a number; `file` is {href, name} of the table.
 */
export function figure(name, title, rows, { size = '', missing = false, head = title, unit = TICKETS, show = number, file } = {}) {
  const total = rows.reduce((sum, row) => sum + row.count, 0);
  const spoken = `${title}: ${rows.filter(row => row.count).map(row => `${row.label} ${show(row.count)}`).join(', ') || 'none'}`;
  return html`
    <figure class="panel chart ${size}" data-chart=${name}>
      <figcaption><h2>${title}</h2></figcaption>
      <div class="canvas"><canvas role="img" aria-label=${spoken}></canvas>
        ${missing ? html`<p class="no-data">Could not be loaded</p>` : nothing}
        ${rows.length && !total ? html`<p class="no-data">${unit === TICKETS ? 'No tickets' : 'Nothing'}</p>` : nothing}</div>
      <details>
        <summary>Numbers</summary>
        <table>
          <thead><tr><th scope="col">${head}</th><th scope="col">${unit}</th></tr></thead>
          <tbody>${rows.map(row => html`
            <tr><th scope="row">${row.href ? html`<a href=${row.href}>${row.label}</a>` : row.label}</th>
              <td title=${unit === TICKETS ? plural(row.count, 'ticket') : nothing}>${show(row.count)}</td></tr>`)}</tbody>
        </table>
        ${file ? html`<p>${csv(file)}</p>` : nothing}
      </details>
    </figure>`;
}
