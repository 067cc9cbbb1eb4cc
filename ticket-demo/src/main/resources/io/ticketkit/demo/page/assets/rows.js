// The rows of the list. Roles are spelled out: on narrow screens the style sheet makes cards of them,
// and an element that is no longer displayed as a table may lose what it means to screen readers.
import { html, nothing } from './lib.js';
import { changeField, isPending } from './quickchange.js';
import { isStaff } from './config.js';
import { badge, gauge, reviewMark, statusSelect, time } from './parts.js';
import { ticketAddress } from './router.js';

const COLUMNS = ['#', 'Ticket', 'Status', 'Priority', 'Category', 'Sentiment', 'Urgency', 'Created'];
const SNIPPET = 160;
const SKELETONS = 8;

export const headRow = () => html`
  <thead role="rowgroup"><tr role="row">
    ${COLUMNS.map(name => html`<th role="columnheader" scope="col">${name}</th>`)}
  </tr></thead>`;

/** A ticket; `outside`: it has changed since and is no longer what the filters ask for. */
export function row(ticket, { outside }) {
  const choose = status => changeField(ticket, 'status', status);
  return html`
    <tr role="row" data-id=${ticket.id} class=${outside ? 'outside' : ''}>
      <td role="cell" class="c-id">${ticket.id}</td>
      <td role="cell" class="c-title">
        <a href=${ticketAddress(ticket.id)}>${ticket.title}</a>
        ${ticket.needs_review && isStaff() ? reviewMark() : nothing}
        ${outside ? html`<span class="mark">Changed: no longer matches</span>` : nothing}
        <p class="snippet">${snippet(ticket.description)}</p>
      </td>
      <td role="cell" class="c-status">${isStaff() ? statusSelect(ticket, { pending: isPending(ticket.id), choose })
        : badge('status', ticket.status)}</td>
      <td role="cell" class="c-priority">${badge('priority', ticket.priority)}</td>
      <td role="cell" class="c-category">${badge('category', ticket.category)}</td>
      <td role="cell" class="c-sentiment">${badge('sentiment', ticket.sentiment)}</td>
      <td role="cell" class="c-urgency">${gauge(ticket.urgency_score)}</td>
      <td role="cell" class="c-created">${time(ticket.created_at)}</td>
    </tr>`;
}

const snippet = text => text.slice(0, SNIPPET).replace(/\s+/g, ' ');

/** Grey rows of the height the real ones will have. */
export const skeletonRows = () => Array.from({ length: SKELETONS }, () => html`
  <tr role="row" class="skeleton" aria-hidden="true">
    <td role="cell" class="c-id"></td>
    <td role="cell" class="c-title"><span class="bone wide"></span><p class="snippet"><span class="bone"></span></p></td>
    ${COLUMNS.slice(2).map(() => html`<td role="cell"><span class="bone"></span></td>`)}
  </tr>`);
