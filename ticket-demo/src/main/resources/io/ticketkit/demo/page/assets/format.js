// Values as words. The page is in English, so dates and numbers are too.
import { categoryLabel } from './config.js';

const LOCALE = 'en-GB';
const fullFormat = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' });
const dayFormat = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const relativeFormat = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto', style: 'short' });
const UNITS = [['year', 31_536_000], ['month', 2_592_000], ['week', 604_800], ['day', 86_400], ['hour', 3600], ['minute', 60]];

const FIELD_NAMES = {
  urgency_score: 'urgency', resolved_at: 'resolved', closed_at: 'closed', created_at: 'created', updated_at: 'updated',
};

const SOURCES = {
  keyword: 'keywords', person: 'chosen by a person', llm: 'language model', learned: 'learned from corrections',
  rule: 'rule', host: 'host application',
};

/** A wire name as words: in_progress → In progress. */
export function words(name) {
  const text = String(name ?? '').replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const fieldName = field => FIELD_NAMES[field] ?? field.replaceAll('_', ' ');

export const sourceName = source => SOURCES[source] ?? words(source).toLowerCase();

/** Whether a field has no value. */
export const isNothing = value => value === null || value === undefined || value.length === 0;

/** A field's value as people read it. */
export function valueName(field, value) {
  if (isNothing(value)) return 'none';
  if (Array.isArray(value)) return value.join(', ');
  if (field === 'category') return categoryLabel(value);
  if (['status', 'priority', 'sentiment'].includes(field)) return words(value);
  return String(value);
}

export const percent = share => `${Math.round(share * 100)} %`;

export const number = (value, digits = 0) =>
  Number(value).toLocaleString(LOCALE, { maximumFractionDigits: digits });

export const plural = (count, noun) => `${number(count)} ${noun}${count === 1 ? '' : 's'}`;

export const fullTime = iso => fullFormat.format(new Date(iso));

/** A UTC day as “20 Nov”. */
export const day = date => dayFormat.format(new Date(`${date}T00:00:00Z`));

/** “3 hr ago”; a clock that runs behind the server's shows “now”, not the future. */
export function relativeTime(iso, now = Date.now()) {
  const seconds = Math.max(0, Math.round((now - new Date(iso)) / 1000));
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? ['second', 1];
  return unit === 'second' ? 'now' : relativeFormat.format(-Math.floor(seconds / size), unit);
}
