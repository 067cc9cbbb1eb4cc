// Changes one field of a ticket at once, without a form: status in the list, close, assign to me, accept.
import * as api from './api.js';
import { changed } from './changes.js';
import { note, problem, tell } from './notices.js';
import { fieldName, valueName } from './format.js';
import { statusesFrom } from './config.js';

const pending = new Set(); // ids of tickets that are being changed
const listeners = new Set();

export const isPending = id => pending.has(id);

/** Calls `listener` whenever a change begins or is over. */
export function onPending(listener) {
  listeners.add(listener);
}

function mark(id, on) {
  if (on) pending.add(id);
  else pending.delete(id);
  listeners.forEach(listener => listener());
}

/** Gives `field` of the ticket, as seen on the page, a new value. The page hears of the outcome as a change. */
export const changeField = (seen, field, value) => once(seen, {
  field,
  value,
  send: ticket => api.changeTicket(ticket, { [field]: value }),
  isDone: ticket => ticket[field] === value,
  inWords: ticket => `${fieldName(field)} is now ${valueName(field, ticket[field])}`,
  override: current => override(current, field, value),
});

/** Lets stand what a machine chose for `field`, as seen on the page. */
export const acceptField = (seen, field) => once(seen, {
  field,
  value: seen[field],
  send: ticket => api.acceptFields(ticket, [field]),
  isDone: ticket => !ticket.suggestion[field].needs_review,
  inWords: ticket => `${fieldName(field)} ${valueName(field, ticket[field])} accepted`,
  override: () => undefined,
});

async function once(seen, action) {
  if (pending.has(seen.id)) return;
  mark(seen.id, true);
  try {
    await save(seen, action);
  } finally {
    mark(seen.id, false);
  }
}

async function save(seen, action) {
  try {
    const ticket = await action.send(seen);
    note(`Ticket ${ticket.id}: ${action.inWords(ticket)}.`);
    changed({ kind: 'saved', ticket });
  } catch (error) {
    await failed(error, seen, action);
  }
}

async function failed(error, seen, action) {
  if (error.status === 404) {
    changed({ kind: 'deleted', id: seen.id });
    problem(`Ticket ${seen.id} no longer exists.`);
  } else if (error.status === 412 && error.current) {
    await lostRace(error.current, seen, action);
  } else {
    tell(error, `Ticket ${seen.id} was not changed.`);
  }
}

/** Somebody else was faster. Only a change of the same field is in our way; either way it is told. */
async function lostRace(current, seen, action) {
  const { field, value } = action;
  changed({ kind: 'saved', ticket: current });
  if (action.isDone(current)) {
    note(`Ticket ${seen.id} had been changed meanwhile: ${fieldName(field)} is already ${valueName(field, current[field])}.`);
  } else if (current[field] === seen[field]) {
    note(`Ticket ${seen.id} had been changed meanwhile; it is shown as it is now.`);
    await save(current, action);
  } else {
    problem(`Ticket ${seen.id} was changed meanwhile: ${fieldName(field)} is now ${valueName(field, current[field])}.
      Your change to ${valueName(field, value)} was not made.`, action.override(current));
  }
}

function override(current, field, value) {
  if (field === 'status' && !statusesFrom(current.status).includes(value)) return undefined;
  return { label: `Set ${valueName(field, value)} anyway`, run: () => changeField(current, field, value) };
}
