// Figures of a time that one chooses; it stands in the address, so that it can be passed on.
import { html, live, nothing, render } from './lib.js';
import * as api from './api.js';
import { drawChart } from './charts.js';
import { day, isNothing, number, span, valueName } from './format.js';
import { figure, tile } from './figures.js';
import { explain } from './notices.js';
import { failure, time } from './parts.js';
import { go, listAddress, ticketAddress } from './router.js';

const DAYS = 30;
const RECENT = 5;
const BUCKETS = { day: 'Day', week: 'Week', month: 'Month' };
const TRENDS = { created: 'Created', resolved: 'Resolved', open_at_end: 'Open at the end' };
const BREAKDOWNS = { category: 'Category', priority: 'Priority', assignee: 'Assignee', tag: 'Tag' };
const PARTS = ['dashboard', 'trends', 'categories', 'ai'];
const COLOURS = 6; // as many as the style sheet has for values without one of their own

export function analyticsView(root) {
  let wanted = null;
  let figures = null; // by part
  let recent = [];
  let error = null;
  let reads = 0;

  async function load() {
    const mine = ++reads;
    error = null;
    draw();
    try {
      const [rest, ...parts] = await Promise.all([
        api.tickets(new URLSearchParams({ limit: RECENT })), ...PARTS.map(part => api.analytics(part, wanted)),
      ]);
      if (mine !== reads) return; // a later read has taken over
      recent = rest.data;
      figures = Object.fromEntries(PARTS.map((part, index) => [part, parts[index]]));
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
      ${figures ? content() : nothing}`, root);
    if (figures) drawCharts();
  }

  const problem = () => (figures
    ? html`<p class="error" role="alert">${explain(error)}</p>`
    : failure(error, 'The figures', load));

  const range = () => html`
    <form class="range" aria-label="Time" @submit=${event => event.preventDefault()}>
      <label>From <input type="date" id="range-from" .value=${live(wanted.from)} @change=${change('from')}></label>
      <label>To <input type="date" id="range-to" .value=${live(wanted.to)} @change=${change('to')}></label>
      <label>By <select id="range-bucket" @change=${change('bucket')}>
        ${Object.entries(BUCKETS).map(([bucket, name]) => html`
          <option value=${bucket} .selected=${bucket === wanted.bucket}>${name}</option>`)}</select></label>
      <span class="quiet-text">Days are those of ${wanted.tz}.</span>
      <a href=${api.analyticsFile('dashboard', wanted)} download>Download as CSV</a>
    </form>`;

  const content = () => html`
    ${tiles(figures.dashboard)}
    <div class="charts">
      ${Object.entries(TRENDS).map(([name, title]) => figure(name, title, trendRows(name),
    { size: 'wide', head: BUCKETS[wanted.bucket], file: api.analyticsFile('trends', wanted) }))}
      ${Object.entries(BREAKDOWNS).map(([name, title]) => figure(name, title, breakdownRows(name),
    { file: api.analyticsFile('categories', wanted) }))}
      ${figure('backlog', 'Age of open tickets', backlogRows(), { head: 'Days', file: api.analyticsFile('performance', wanted) })}
      ${figure('cost', 'Cost of models', costRows(),
    { head: BUCKETS[wanted.bucket], unit: 'US dollars', show: dollars, file: api.analyticsFile('ai', wanted) })}
    </div>
    ${recentTickets()}`;

  const recentTickets = () => html`
    <section class="panel recent" aria-labelledby="recent-heading">
      <h2 id="recent-heading">Recent tickets</h2>
      ${recent.length ? html`<ul>${recent.map(ticket => html`
        <li><a href=${ticketAddress(ticket.id)}>${ticket.title}</a> ${time(ticket.created_at)}</li>`)}</ul>`
    : html`<p class="quiet-text">None yet.</p>`}
    </section>`;

  const trendRows = name =>
    figures.trends.buckets.map(bucket => ({ label: day(bucket.start), count: bucket[name] }));

  const breakdownRows = name => {
    const { values, others, other_values: more } = figures.categories[name];
    const rows = values.map(({ value, tickets }) => ({
      value, label: valueName(name, value), count: tickets,
      href: isNothing(value) ? undefined : listAddress(new URLSearchParams({ [name]: value })),
    }));
    return more ? [...rows, { label: `${number(more)} others`, count: others }] : rows;
  };

  const backlogRows = () => figures.dashboard.backlog.bands.map(band => ({
    label: band.to_days === null ? `${band.from_days} or more` : `under ${band.to_days}`, count: band.tickets,
  }));

  const costRows = () => figures.ai.buckets.map(bucket => ({ label: day(bucket.start), count: bucket.cost_usd }));

  function drawCharts() {
    for (const name of Object.keys(TRENDS)) bars(name, trendRows(name));
    for (const name of Object.keys(BREAKDOWNS)) {
      const rows = breakdownRows(name);
      drawChart(canvas(name), {
        type: 'bar', labels: rows.map(row => row.label), values: rows.map(row => row.count),
        colours: rows.map((row, index) => (name === 'priority' && row.value ? `fill-${row.value}` : `fill-${(index % COLOURS) + 1}`)),
        open: index => rows[index].href && go(rows[index].href),
      });
    }
    bars('backlog', backlogRows());
    bars('cost', costRows());
  }

  const bars = (name, rows) => drawChart(canvas(name), {
    type: 'days', labels: rows.map(row => row.label), values: rows.map(row => row.count), colours: ['fill-accent'],
  });

  const canvas = name => root.querySelector(`[data-chart="${name}"] canvas`);

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

const dollars = amount => number(amount, 6);

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

function tiles(sums) {
  const known = (value, show) => (isNothing(value) ? '–' : show(value));
  return html`
    <ul class="tiles">
      ${tile('created', 'created', number(sums.created))}
      ${tile('resolved', 'resolved', number(sums.resolved))}
      ${tile('reopened', 'opened again', number(sums.reopened))}
      ${tile('backlog', 'open now', number(sums.backlog.count))}
      ${tile('response', 'to the first response, median', known(sums.first_response.median_seconds, span))}
      ${tile('resolution', 'to the resolution, median', known(sums.resolution.median_seconds, span))}
      ${tile('satisfaction', 'satisfaction, of 5', known(sums.satisfaction.mean, mean => number(mean, 1)))}
      ${tile('processed', 'processed by machines today', known(sums.processed?.today, number))}
    </ul>`;
}
