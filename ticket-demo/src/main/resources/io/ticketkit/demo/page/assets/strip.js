// The numbers above the list.
import { html } from './lib.js';
import { number, words } from './format.js';
import { config } from './config.js';

export function strip({ stats }) {
  const show = (value, digits) => (stats ? number(value(stats), digits) : '–');
  return html`
    <ul class="strip" aria-label="Numbers of all tickets" aria-busy=${stats ? 'false' : 'true'}>
      <li><a href="#/"><b data-number="total">${show(s => s.total_tickets)}</b> all tickets</a></li>
      ${config.statuses.map(status => html`
        <li><a href="#/?status=${status}">
          <b data-number=${status}>${show(s => s.status_breakdown[status] ?? 0)}</b> ${words(status).toLowerCase()}
        </a></li>`)}
      <li><b data-number="perDay">${show(s => s.avg_tickets_per_day, 1)}</b> a day</li>
      <li><b data-number="urgency">${show(s => s.avg_urgency_score, 0)}</b> average urgency</li>
    </ul>`;
}
