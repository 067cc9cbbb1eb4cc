// Changes one field of a ticket at once, without a form: status in the list, close, assign to me.
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
export async function changeField(seen, field, value) {
  if (pending.has(seen.id)) return;
  mark(seen.id, true);
  try {
    await save(seen, field, value);
  } finally {
    mark(seen.id, false);
  }
}

async function save(seen, field, value) {
  try {
    const ticket = await api.changeTicket(seen, { [field]: value });
    note(`Ticket ${ticket.id}: ${fieldName(field)} is now ${valueName(field, ticket[field])}.`);
    changed({ kind: 'saved', ticket });
  } catch (error) {
    await failed(error, seen, field, value);
  }
}

async function failed(error, seen, field, value) {
  if (error.status === 404) {
    changed({ kind: 'deleted', id: seen.id });
    problem(`Ticket ${seen.id} no longer exists.`);
  } else if (error.status === 412 && error.current) {
    await lostRace(error.current, seen, field, value);
  } else {
    tell(error, `Ticket ${seen.id} was not changed.`);
  }
}

/** Somebody else was faster. Only a change of the same field is in our way; either way it is told. */
async function lostRace(current, seen, field, value) {
  changed({ kind: 'saved', ticket: current });
  if (current[field] === value) {
    note(`Ticket ${seen.id} had been changed meanwhile: ${fieldName(field)} is already ${valueName(field, value)}.`);
  } else if (current[field] === seen[field]) {
    note(`Ticket ${seen.id} had been changed meanwhile; it is shown as it is now.`);
    await save(current, field, value);
  } else {
    problem(`Ticket ${seen.id} was changed meanwhile: ${fieldName(field)} is now ${valueName(field, current[field])}.
      Your change to ${valueName(field, value)} was not made.`, override(current, field, value));
  }
}

function override(current, field, value) {
  if (field === 'status' && !statusesFrom(current.status).includes(value)) return undefined;
  return { label: `Set ${valueName(field, value)} anyway`, run: () => changeField(current, field, value) };
}
