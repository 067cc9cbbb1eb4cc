// What the analytics draw: each chart with the rows of its table.
import { day, isNothing, number, sourceName, valueName } from './format.js';
import { listAddress } from './router.js';

const TRENDS = { created: 'Created', resolved: 'Resolved', open_at_end: 'Open at the end' };
const BREAKDOWNS = {
  category: 'Category', priority: 'Priority', source: 'Category chosen by', assignee: 'Assignee', team: 'Team', tag: 'Tag',
  channel: 'Channel',
};
const LISTED = ['category', 'priority', 'sentiment', 'assignee', 'tag']; // the list has filters for these
const SECOND_MS = 1000;
const COLOURED = ['priority', 'sentiment'];
const COLOURS = 6; // as many as the style sheet has for values without one of their own

/**
 * @param shown the parts of the analytics
 * @param period what a bucket is called
 * @returns for each chart name, title, rows, the part its file is of; and how it is drawn: across, colours, fractions
 */
export const chartsOf = ({ dashboard, trends, categories, sentiments, ai }, period) => [
  ...Object.entries(TRENDS).map(([name, title]) => ({
    name, title, rows: bucketRows(trends.buckets, name), part: 'trends', size: 'wide', head: period,
  })),
  ...Object.entries(BREAKDOWNS).map(([name, title]) => breakdown(name, title, 'categories', shareRows(name, categories[name]))),
  breakdown('sentiment', 'Sentiment', 'sentiments',
    Object.entries(sentiments.sentiments).map(([value, tickets]) => valueRow('sentiment', value, tickets))),
  {
    name: 'satisfaction', title: 'Satisfaction', part: 'sentiments', head: 'Score', unit: 'Ratings',
    rows: Object.entries(dashboard.satisfaction.scores).map(([score, count]) => ({ label: score, count })),
  },
  { name: 'backlog', title: 'Age of open tickets', rows: bandRows(dashboard.backlog.bands), part: 'dashboard', head: 'Days' },
  ...(ai ? [{
    name: 'time', title: 'Time of models', rows: secondRows(ai.buckets), part: 'ai', head: period,
    unit: 'Seconds', show: time => number(time, 1), fractions: true,
  }, {
    name: 'cost', title: 'Cost of models', rows: bucketRows(ai.buckets, 'cost_usd'), part: 'ai', head: period,
    unit: 'US dollars', show: amount => number(amount, 6), fractions: true,
  }] : []),
];

const bucketRows = (buckets, name) => buckets.map(bucket => ({ label: day(bucket.start), count: bucket[name] }));

const secondRows = buckets => buckets.map(bucket => ({ label: day(bucket.start), count: bucket.duration_ms / SECOND_MS }));

const breakdown = (name, title, part, rows) => ({
  name, title, part, rows, across: true,
  colours: rows.map((row, index) => (COLOURED.includes(name) && row.value ? `fill-${row.value}` : `fill-${(index % COLOURS) + 1}`)),
});

function shareRows(name, { values, others, other_values: more }) {
  const rows = values.map(({ value, tickets }) => valueRow(name, value, tickets));
  return more ? [...rows, { label: `${number(more)} others`, count: others }] : rows;
}

/** The list has no filter for having no value. */
const valueRow = (name, value, tickets) => ({
  value, label: name === 'source' ? sourceName(value) : valueName(name, value), count: tickets,
  href: !LISTED.includes(name) || isNothing(value) ? undefined : listAddress(new URLSearchParams({ [name]: value })),
});

const bandRows = bands => bands.map(({ from_days: from, to_days: to, tickets }) => ({
  label: to === null ? `${from} or more` : `${from} to ${to}`, count: tickets,
}));
