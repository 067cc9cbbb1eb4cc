// Figures of a time that one chooses; it stands in the address, so that it can be passed on.
import { html, live, nothing, render } from './lib.js';
import * as api from './api.js';
import { chartsOf } from './analyticscharts.js';
import { accuracy, times } from './analyticstables.js';
import { drawChart } from './charts.js';
import { isNothing, number, percent, span } from './format.js';
import { csv, figure, tile } from './figures.js';
import { explain } from './notices.js';
import { failure, time } from './parts.js';
import { go, ticketAddress } from './router.js';

const DAYS = 30;
const RECENT = 5;
const BUCKETS = { day: 'Day', week: 'Week', month: 'Month' };
const PARTS = ['dashboard', 'trends', 'categories', 'sentiments', 'performance', 'ai'];
const FORBIDDEN = 403;

export function analyticsView(root) {
  let wanted = null;
  let shown = null; // what is known: of which time, and its parts
  let error = null;
  let reads = 0;

  async function load() {
    const mine = ++reads;
    const asked = wanted;
    error = null;
    draw();
    try {
      const [recent, ...parts] = await Promise.all([
        api.tickets(new URLSearchParams({ limit: RECENT })), ...PARTS.map(part => read(part, asked)),
      ]);
      if (mine !== reads) return; // a later read has taken over
      shown = { asked, recent: recent.data, ...Object.fromEntries(PARTS.map((part, index) => [part, parts[index]])) };
    } catch (reason) {
      if (mine !== reads) return;
      error = reason;
    }
    draw();
  }

  const change = name => event => {
    if (event.target.value) go(`#/analytics?${new URLSearchParams({ ...wanted, [name]: event.target.value })}`);
  };

  function draw() {
    if (root.hidden) return;
    render(html`
      <div class="view-head"><h1 id="analytics-heading" tabindex="-1">Analytics</h1></div>
      ${range()}
      ${error ? problem() : nothing}
      ${shown || error ? nothing : html`<p class="quiet-text">Loading…</p>`}
      ${shown ? content() : nothing}`, root);
    if (shown) drawCharts();
  }

  const problem = () => (shown
    ? html`<p class="error" role="alert">${explain(error)} Below is what was shown before.</p>`
    : failure(error, 'The figures', load));

  const range = () => html`
    <form class="range" aria-label="Time" @submit=${event => event.preventDefault()}>
      <label>From <input type="date" id="range-from" .value=${live(wanted.from)} @change=${change('from')}></label>
      <label>To <input type="date" id="range-to" .value=${live(wanted.to)} @change=${change('to')}></label>
      <label>By <select id="range-bucket" @change=${change('bucket')}>
        ${Object.entries(BUCKETS).map(([bucket, name]) => html`
          <option value=${bucket} .selected=${bucket === wanted.bucket}>${name}</option>`)}</select></label>
      <span class="quiet-text">Days are those of ${wanted.tz}.</span>
      ${csv(file('dashboard', wanted))}
    </form>`;

  const charts = () => chartsOf(shown, BUCKETS[shown.asked.bucket]);

  const content = () => html`
    ${tiles(shown.dashboard, shown.performance)}
    <div class="charts" aria-busy=${shown.asked === wanted || error ? 'false' : 'true'}>
      ${charts().map(({ name, title, rows, part, ...rest }) =>
    figure(name, title, rows, { ...rest, file: file(part, shown.asked) }))}
    </div>
    ${times(shown.performance, file('performance', shown.asked))}
    ${shown.ai ? accuracy(shown.ai.accuracy, accuracyFile(shown.asked)) : nothing}
    ${recentTickets(shown.recent)}`;

  function drawCharts() {
    for (const { name, rows, colours = ['fill-accent'], across = false, fractions = false } of charts()) {
      drawChart(root.querySelector(`[data-chart="${name}"] canvas`), {
        type: across ? 'bar' : 'days', labels: rows.map(row => row.label), values: rows.map(row => row.count),
        colours, fractions, open: rows.some(row => row.href) ? index => rows[index].href && go(rows[index].href) : undefined,
      });
    }
  }

  document.addEventListener('themechange', draw);

  return {
    title: () => 'Analytics',
    show(route) {
      wanted = rangeOf(route.query);
      load();
    },
    refresh: load,
  };
}

/** Not everybody who sees tickets may see what machines did. */
async function read(part, asked) {
  try {
    return await api.analytics(part, asked);
  } catch (reason) {
    if (part !== 'ai' || reason.status !== FORBIDDEN) throw reason;
    return null;
  }
}

const file = (part, asked) => ({ href: api.analyticsFile(part, asked), name: `${part}.csv` });

const accuracyFile = asked => ({ href: api.analyticsFile('ai', { ...asked, table: 'accuracy' }), name: 'accuracy.csv' });

const recentTickets = recent => html`
  <section class="panel recent" aria-labelledby="recent-heading">
    <h2 id="recent-heading">Recent tickets</h2>
    ${recent.length ? html`<ul>${recent.map(ticket => html`
      <li><a href=${ticketAddress(ticket.id)}>${ticket.title}</a> ${time(ticket.created_at)}</li>`)}</ul>`
    : html`<p class="quiet-text">None yet.</p>`}
  </section>`;

/** What the address says; else the last days, in the zone of who looks. */
function rangeOf(query) {
  const today = new Date();
  const before = new Date(today);
  before.setDate(today.getDate() - DAYS + 1);
  return {
    from: query.get('from') ?? dateOf(before),
    to: query.get('to') ?? dateOf(today),
    bucket: query.get('bucket') ?? 'day',
    tz: query.get('tz') ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

const dateOf = moment =>
  [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()].map(part => String(part).padStart(2, '0')).join('-');

function tiles(sums, performance) {
  const known = (value, show) => (isNothing(value) ? '–' : show(value));
  const { processed } = sums;
  return html`
    <ul class="tiles">
      ${tile('created', 'created', number(sums.created))}
      ${tile('resolved', 'resolved', number(sums.resolved))}
      ${tile('reopened', 'of those resolved opened again', known(performance.reopenings.rate, percent))}
      ${tile('backlog', 'open now', number(sums.backlog.count))}
      ${tile('response', 'to the first response, median', known(performance.first_response.median_seconds, span))}
      ${tile('resolution', 'to the resolution, median', known(performance.resolution.median_seconds, span))}
      ${tile('satisfaction', 'satisfaction, of 5', known(sums.satisfaction.mean, mean => number(mean, 1)))}
      ${processed ? tile('processed', `processed by machines today, ${number(processed.this_week)} this week,
        ${number(processed.this_month)} this month`, number(processed.today)) : nothing}
    </ul>`;
}
