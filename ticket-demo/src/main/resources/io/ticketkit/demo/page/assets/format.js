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

/** Why a model gave no answer, to follow a colon. */
const REASONS = {
  timeout: 'it did not answer in time', unreachable: 'it could not be reached', rate_limited: 'it asked to slow down',
  server_error: 'its service failed', authentication: 'its key is missing or not accepted',
  quota: 'what was paid for is used up', invalid_request: 'its service refused the request', refused: 'it declined to answer',
  filtered: 'a content filter held it back', truncated: 'its answer was cut off',
  invalid_answer: 'its answer was not of the form asked for', budget_spent: 'today’s budget is spent',
  circuit_open: 'it failed again and again, so it is not asked for a while', busy: 'too many calls are under way',
  interrupted: 'the call was interrupted', lost: 'the server stopped during the call', error: 'an unexpected error',
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

export const whyNot = reason => REASONS[reason] ?? words(reason).toLowerCase();

/** What asking a model cost; null is not known, and that is not nothing. */
export function cost({ cost_usd: dollars, cached }) {
  if (cached) return 'no cost, answered before';
  if (dollars === null) return 'cost unknown';
  if (dollars === 0) return 'no cost';
  return `$${dollars.toLocaleString(LOCALE, { minimumFractionDigits: 2, maximumSignificantDigits: 3 })}`;
}

export const duration = ms => (ms < 1000 ? `${number(ms)}\u00a0ms` : `${number(ms / 1000, 1)}\u00a0s`);

/** Seconds as people say them: 40 s, 3.5 min, 7 h, 2.1 days. */
export function span(seconds) {
  const [unit, size] = [['days', 86_400], ['h', 3600], ['min', 60]].find(([, length]) => seconds >= length) ?? ['s', 1];
  return `${number(seconds / size, size === 1 ? 0 : 1)}\u00a0${unit}`;
}

/** 1536 bytes as “1.5 KiB”. */
export function fileSize(bytes) {
  if (bytes < 1024) return plural(bytes, 'byte');
  const [unit, size] = bytes < 1 << 20 ? ['KiB', 1 << 10] : ['MiB', 1 << 20];
  return `${number(bytes / size, 1)}\u00a0${unit}`;
}

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
