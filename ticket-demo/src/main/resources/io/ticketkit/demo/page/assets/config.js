// What the server is set to: categories, workflow, limits. Loaded once, before the first view is shown.
import * as api from './api.js';

export let config = null;

export async function loadConfig() {
  config ??= await api.config();
  return config;
}

/** What was set meanwhile. */
export async function reloadConfig() {
  config = await api.config();
}

/** Statuses a ticket may be given: the one it has first, then where it may go. */
export function statusesFrom(status) {
  return [status, ...(config.transitions[status] ?? [])];
}

/** Categories one may choose; a retired one only where it is the present value. */
export function categoriesFor(present) {
  return config.categories.filter(category => !category.retired || category.code === present);
}

/** All values of a field that has a fixed list of them. */
export function valuesOf(field) {
  if (field === 'category') return config.categories.map(category => category.code);
  return config[{ status: 'statuses', priority: 'priorities', sentiment: 'sentiments' }[field]];
}

export function categoryLabel(code) {
  return config.categories.find(category => category.code === code)?.label ?? code;
}

/** Whether the person works on tickets, and so may see notes and have machines help. */
export const isStaff = () => config.user.role !== 'requester';

export const isAdmin = () => config.user.role === 'admin';
