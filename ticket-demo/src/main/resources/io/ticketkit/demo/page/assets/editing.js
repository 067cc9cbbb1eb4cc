// What somebody edits of a ticket, against the ticket as it was when they began. No display in here.
import { fieldName } from './format.js';

/** Fields the form can change. */
export const EDITABLE = ['title', 'description', 'category', 'priority', 'assignee', 'tags'];

const TOLD = [...EDITABLE, 'status']; // fields whose change by others is worth telling

const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The form's values, as text. */
export function valuesOf(ticket) {
  return { ...ticket, assignee: ticket.assignee ?? '', tags: ticket.tags.join(', ') };
}

/** A form's value as the API has it. */
function parsed(field, value) {
  if (field === 'tags') return [...new Set(value.split(',').map(tag => tag.trim()).filter(Boolean))].sort();
  const text = value.trim();
  return field === 'assignee' && text === '' ? null : text;
}

/** The fields that differ from the ticket, with their new values: what is sent. */
export function changesOf(ticket, values) {
  const untouched = valuesOf(ticket);
  const changes = EDITABLE
    // what nobody touched is sent by nobody, even if the form could not have said it (a comma in a tag)
    .filter(field => values[field] !== untouched[field])
    .map(field => [field, parsed(field, values[field])])
    .filter(([field, value]) => !same(value, field === 'tags' ? [...ticket.tags].sort() : ticket[field]));
  return Object.fromEntries(changes);
}

/** Somebody changed the ticket from `base` to `current` while `changes` were made to `base`: what meets what. */
export function conflictOf(base, current, changes) {
  const rows = TOLD
    .filter(field => !same(base[field], current[field]))
    .map(field => ({
      field, name: fieldName(field), was: base[field], theirs: current[field], mine: changes[field],
      both: field in changes && !same(changes[field], current[field]),
    }));
  return { current, rows, both: rows.some(row => row.both) };
}

/** The form's values after giving way: their value wherever they changed something, mine elsewhere. */
export function takeTheirs(base, current, values) {
  const theirs = valuesOf(current);
  const mine = changesOf(base, values);
  const kept = EDITABLE.filter(field => field in mine && same(base[field], current[field]));
  return { ...theirs, ...Object.fromEntries(kept.map(field => [field, values[field]])) };
}
