// The server's numbers, shared by the strip above the list and the dashboard; asked for again after each change.
import * as api from './api.js';
import { onChange } from './changes.js';
import { onReturn } from './connection.js';

const listeners = new Set();
let latest = { stats: null, error: null };
let running = null;
let again = false;

/** Calls `listener` with {stats, error} as known now and after each change; stats is null until they were read once. */
export function onStatistics(listener) {
  listeners.add(listener);
  listener(latest);
}

/** Asks again. Calls during a request lead to one more request, so that the last change is always in. */
export async function refreshStatistics() {
  again = true;
  running ??= load().finally(() => { running = null; });
  return running;
}

async function load() {
  while (again) {
    again = false;
    try {
      latest = { stats: await api.stats(), error: null };
    } catch (error) {
      latest = { stats: latest.stats, error }; // numbers once read stay in sight
    }
  }
  listeners.forEach(listener => listener(latest));
}

onChange(refreshStatistics);
onReturn(refreshStatistics);
