// Numbers and charts of all tickets. They follow each change made on the page.
import { html, nothing, render } from './lib.js';
import * as api from './api.js';
import { onChange } from './changes.js';
import { drawChart } from './charts.js';
import { config, isStaff, valuesOf } from './config.js';
import { figure, tile } from './figures.js';
import { day, number, valueName } from './format.js';
import { learnedModels } from './models.js';
import { failure } from './parts.js';
import { go, listAddress } from './router.js';
import { onStatistics, refreshStatistics } from './statistics.js';

const DAYS = 30;
const BREAKDOWNS = [
  { field: 'status', title: 'Status', type: 'doughnut' },
  { field: 'priority', title: 'Priority', type: 'bar' },
  { field: 'category', title: 'Category', type: 'bar' },
  { field: 'sentiment', title: 'Sentiment', type: 'doughnut' },
];
const CATEGORY_COLOURS = 6; // as many as the style sheet has; more categories begin again

export function dashboardView(root) {
  let latest = { stats: null, error: null };
  let days = null;
  let daysMissing = false;
  let review = null;
  let models = null;
  let reads = 0;

  /** What the statistics do not hold. Either may fail without the other: the numbers are the main thing. */
  async function loadRest() {
    const mine = ++reads;
    const [daily, needing] = await Promise.allSettled([api.daily(DAYS), api.countNeedingReview()]);
    if (mine !== reads) return; // a later read has taken over
    days = daily.value ?? days;
    daysMissing = days === null;
    review = needing.value ?? review;
    draw();
  }

  async function loadModels() {
    if (!isStaff()) return;
    models = await api.models().catch(() => models);
    draw();
  }

  function refresh() {
    refreshStatistics();
    loadRest();
    loadModels();
  }

  function draw() {
    if (root.hidden) return;
    render(html`
      <div class="view-head"><h1 id="dashboard-heading" tabindex="-1">Dashboard</h1></div>
      ${latest.error && !latest.stats ? failure(latest.error, 'The numbers', refresh) : content()}`, root);
    if (latest.stats) drawCharts();
  }

  const content = () => html`
    ${tiles(latest.stats, review)}
    <div class="charts" aria-busy=${latest.stats ? 'false' : 'true'}>
      ${figure('daily', `Created per day, last ${DAYS} days (UTC)`, dailyRows(days), { size: 'wide', missing: daysMissing, head: 'Day' })}
      ${BREAKDOWNS.map(({ field, title }) => figure(field, title, breakdownRows(latest.stats, field)))}
    </div>
    ${isStaff() ? learnedModels(models) : nothing}`;

  function drawCharts() {
    for (const { field, type } of BREAKDOWNS) {
      const rows = breakdownRows(latest.stats, field);
      drawChart(canvas(field), {
        type, labels: rows.map(row => (type === 'doughnut' ? `${row.label}: ${row.count}` : row.label)), values: rows.map(row => row.count),
        colours: rows.map((row, index) => colourOf(field, row.value, index)),
        open: index => go(rows[index].href),
      });
    }
    if (!days) return;
    const rows = dailyRows(days);
    drawChart(canvas('daily'), {
      type: 'days', labels: rows.map(row => row.label), values: rows.map(row => row.count), colours: ['fill-accent'],
    });
  }

  const canvas = name => root.querySelector(`[data-chart="${name}"] canvas`);

  onStatistics(news => {
    latest = news;
    draw();
  });
  onChange(() => root.hidden || loadRest());
  document.addEventListener('themechange', draw);

  return {
    title: () => 'Dashboard',
    show() {
      draw();
      refresh();
    },
    refresh,
  };
}

/** In the order of the select boxes; values the server knows beyond those come last. */
function breakdownRows(stats, field) {
  const counts = stats?.[`${field}_breakdown`] ?? {};
  const values = new Set([...valuesOf(field).filter(value => value in counts), ...Object.keys(counts)]);
  return [...values].map(value => ({
    value, count: counts[value], label: valueName(field, value), href: listAddress(new URLSearchParams({ [field]: value })),
  }));
}

const dailyRows = days => (days ?? []).map(({ date, created }) => ({ value: date, label: day(date), count: created }));

const colourOf = (field, value, index) =>
  (field === 'category' ? `fill-${(index % CATEGORY_COLOURS) + 1}` : `fill-${value}`);

function tiles(stats, review) {
  const show = (value, digits) => (stats ? number(value(stats), digits) : '–');
  return html`
    <ul class="tiles">
      ${tile('total', 'tickets', show(s => s.total_tickets), '#/')}
      ${tile('open', 'open', show(s => s.open_tickets), '#/?status=open')}
      ${tile('review', 'need review', review === null ? '–' : number(review), '#/?needs_review=true')}
      ${tile('perDay', 'a day, on days with tickets', show(s => s.avg_tickets_per_day, 1))}
      ${tile('urgency', 'average urgency of 100', show(s => s.avg_urgency_score, 1))}
    </ul>`;
}
