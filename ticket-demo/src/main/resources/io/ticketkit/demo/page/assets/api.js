// The HTTP API, one function per call. Every failure is one of the two errors below.
import { reached, unreachable } from './connection.js';
import { bearer, refused } from './session.js';

const TIMEOUT_MS = 20_000;
const MODEL_TIMEOUT_MS = 90_000; // a model may be set to take its time

/** No answer: offline, server stopped, or too slow. */
export class Unreachable extends Error {
  constructor() {
    super('Cannot reach the server.');
  }
}

/** An answer that is not a success. */
export class Refused extends Error {
  constructor(status, body, requestId) {
    super(messageOf(status, body));
    this.status = status;
    this.body = body;
    /** What to quote to whoever reads the server's log. */
    this.id = body?.id ?? requestId;
  }

  /** Messages by field: {title: ["…"]}; empty when the answer is about no field. */
  get fields() {
    return this.status === 400 || this.status === 409 ? fieldsOf(this.body) : {};
  }

  /** The ticket as it is now, after a lost race. */
  get current() {
    return this.body?.current ?? null;
  }

  get isServerError() {
    return this.status >= 500;
  }
}

function fieldsOf(body) {
  const entries = Object.entries(body ?? {}).filter(([, messages]) => Array.isArray(messages));
  return Object.fromEntries(entries.map(([field, messages]) => [field, messages.map(String)]));
}

function messageOf(status, body) {
  if (typeof body?.detail === 'string') return body.detail;
  const messages = Object.values(fieldsOf(body)).flat();
  if (messages.length) return messages.join(' ');
  return status === 403 ? 'You are not allowed to do this.' : `The server answered ${status}.`;
}

function signalFor(signal, ms) {
  const timeout = AbortSignal.timeout(ms);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

async function readJson(response) {
  const text = await response.text();
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null; // a proxy's HTML page, say: the status has to do
  }
}

/**
 * Sends a request; `signal` aborts it (the AbortError is passed on, so that callers can ignore it); `free` is for those
 * that nobody needs to be known for; `read` gives what a success answers.
 */
async function request(method, path,
  { body, headers = {}, signal, timeout = TIMEOUT_MS, free = false, read = readJson } = {}) {
  const known = free ? {} : bearer();
  const init = {
    method, headers: { Accept: 'application/json', ...known, ...headers }, signal: signalFor(signal, timeout),
    cache: 'no-store',
  };
  if (body !== undefined) {
    init.headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(body);
  }
  let response;
  let data;
  try {
    response = await fetch(path, init);
    data = await (response.ok ? read : readJson)(response);
  } catch (error) {
    if (signal?.aborted) throw error;
    unreachable();
    throw new Unreachable();
  }
  reached();
  if (response.status === 401 && !free) refused(known);
  if (!response.ok) throw new Refused(response.status, data, response.headers.get('X-Request-Id'));
  return { data, next: nextOf(response) };
}

/** Path and query of the Link header's next page. Not its host: behind a proxy that may be another one than ours. */
function nextOf(response) {
  const link = /<([^>]*)>\s*;\s*rel="?next"?/.exec(response.headers.get('Link') ?? '');
  if (!link) return null;
  const url = new URL(link[1], location.href);
  return url.pathname + url.search;
}

const data = async (...call) => (await request(...call)).data;
const ticketPath = id => `/api/tickets/${encodeURIComponent(id)}/`;
const conversationPath = id => `/api/tickets/ai/conversations/${encodeURIComponent(id)}/`;
const ifMatch = version => (version === undefined ? {} : { 'If-Match': `"${version}"` });
const asked = (path, body) => data('POST', `/api/tickets/ai/${path}/`, { body, timeout: MODEL_TIMEOUT_MS });

export const register = ({ email, name, password }) =>
  data('POST', '/api/auth/register/', { body: { email, name, password }, free: true });

export const login = (email, password) => data('POST', '/api/auth/login/', { body: { email, password }, free: true });

export const me = () => data('GET', '/api/auth/me/');

export const changeMe = changes => data('PATCH', '/api/auth/me/', { body: changes });

export const settings = () => data('GET', '/api/settings/');

/** Changes what is named; refused with 412 when somebody else changed something since `version`. */
export const changeSettings = (version, changes) =>
  data('PUT', '/api/settings/', { body: changes, headers: ifMatch(version) });

/** A page {data, next} of who changed what, newest first. */
export const settingsHistory = next => request('GET', next ?? '/api/settings/history/?limit=20');

/** What works and what does not; `part` is llm or zendesk, `trial` what to try instead of what is in force. */
export const testSettings = (part, trial) =>
  data('POST', `/api/settings/${part}/test/`, { body: trial, timeout: MODEL_TIMEOUT_MS });

export const config = () => data('GET', '/api/config/');

/** A page {data, next}: `query` is a URLSearchParams of filters, or the `next` of the page before. */
export const tickets = (query, signal) =>
  request('GET', typeof query === 'string' ? query : `/api/tickets/?${query}`, { signal });

export const ticket = (id, signal) => data('GET', ticketPath(id), { signal });

/** A page {data, next} of what happened to a ticket, oldest first. */
export const history = (id, next) => request('GET', next ?? `${ticketPath(id)}history/`);

/** A page {data, next} of the runs of classifiers for a ticket, oldest first. */
export const runs = (id, next) => request('GET', next ?? `${ticketPath(id)}runs/`);

export const createTicket = (body, key) =>
  data('POST', '/api/tickets/', { body, headers: { 'Idempotency-Key': key } });

/** Changes the named fields only; refused with 412 when the ticket is no longer the version we saw. */
export const changeTicket = (seen, changes) =>
  data('PATCH', ticketPath(seen.id), { body: changes, headers: ifMatch(seen.version) });

/** Lets stand what a machine chose for these fields; refused like a change. */
export const acceptFields = (seen, fields) =>
  data('POST', `${ticketPath(seen.id)}accept/`, { body: { fields }, headers: ifMatch(seen.version) });

export const deleteTicket = id => data('DELETE', ticketPath(id));

export const classify = (text, signal) => data('POST', '/api/tickets/classify/', { body: text, signal });

export const addSamples = () => data('POST', '/api/samples/', {});

export const stats = () => data('GET', '/api/tickets/stats/');

export const daily = days => data('GET', `/api/tickets/stats/daily/?days=${days}`);

/** Figures of a time: `wanted` is {from, to, bucket, tz}. */
export const analytics = (part, wanted) => data('GET', `/api/analytics/${part}/?${new URLSearchParams(wanted)}`);

/** Where the same is to be had for a spreadsheet. */
export const analyticsFile = (part, wanted) =>
  `/api/analytics/${part}/?${new URLSearchParams({ ...wanted, format: 'csv' })}`;

/** What was learned from people. Much work for the server: not to be asked at every change. */
export const models = () => data('GET', '/api/tickets/stats/models/');

export async function countNeedingReview() {
  return (await data('GET', '/api/tickets/?needs_review=true&paginate=true&limit=1')).count;
}

/** A page {data, next} of what was said on a ticket, oldest first. */
export const responses = (id, next) => request('GET', next ?? `${ticketPath(id)}responses/?limit=200`);

/** Says something on a ticket; refused with 412 when `version` is given and the ticket is another one by now. */
export const addResponse = (id, body, key, version) =>
  data('POST', `${ticketPath(id)}responses/`, { body, headers: { 'Idempotency-Key': key, ...ifMatch(version) } });

export const editResponse = (id, content) => data('PUT', `/api/tickets/responses/${id}/`, { body: { content } });

export const deleteResponse = id => data('DELETE', `/api/tickets/responses/${id}/`);

export const attachmentsPath = id => `${ticketPath(id)}attachments/`;

export const attachmentPath = (id, number) => `${attachmentsPath(id)}${number}/`;

/** The content of a file. */
export const file = path => data('GET', path, {
  headers: { Accept: '*/*' }, timeout: MODEL_TIMEOUT_MS, read: response => response.blob(),
});

/** A page {data, next} of what is known of a ticket's files, oldest first. */
export const attachments = (id, next) => request('GET', next ?? attachmentsPath(id));

export const deleteAttachment = (id, number) => data('DELETE', attachmentPath(id, number));

/** Tickets that resemble this one; `kind` is all, solved or duplicates. */
export const similar = (id, kind) => data('GET', `${ticketPath(id)}similar/?kind=${kind}`);

/** A page {data, next} of the tickets that belong together with this one. */
export const links = (id, next) => request('GET', next ?? `${ticketPath(id)}links/`);

/** Closes a duplicate in favour of its original; gives the original. */
export const merge = (duplicate, into, version) =>
  data('POST', `${ticketPath(duplicate)}merge/`, { body: { into }, headers: ifMatch(version) });

/** How satisfied somebody was with the help; null when nobody has said. */
export async function rating(id) {
  return (await data('GET', `${ticketPath(id)}feedback/`))[0] ?? null;
}

export const rate = (id, score, comment) => data('POST', `${ticketPath(id)}feedback/`, { body: { score, comment } });

export const draftReply = ticket => asked('generate-response', { ticket });

export const summarize = id => data('POST', `${ticketPath(id)}summary/`, { body: {}, timeout: MODEL_TIMEOUT_MS });

export const suggestions = ticket => data('GET', `/api/tickets/ai/suggestions/?ticket=${ticket}`, { timeout: MODEL_TIMEOUT_MS });

/** Says whether what a machine wrote has helped. */
export const judge = (ticket, run, helpful) => asked('feedback', { ticket, helpful, ...(run && { run }) });

export const conversations = ticket => data('GET', `/api/tickets/ai/conversations/?ticket=${ticket}&limit=1`);

/** A page {data, next} of what was said in a chat, oldest first. */
export const messages = (id, next) => request('GET', next ?? `${conversationPath(id)}messages/?limit=200`);

export const startConversation = ticket => asked('conversations', { ticket });

export const endConversation = id =>
  data('PATCH', conversationPath(id), { body: { is_active: false } });

export const say = (id, message) => asked('chat', { conversation_id: id, message });
