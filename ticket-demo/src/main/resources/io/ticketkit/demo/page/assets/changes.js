// Tells every part of the page, here and in other tabs, that a ticket has changed.
const listeners = new Set();
const otherTabs = 'BroadcastChannel' in globalThis ? new BroadcastChannel('ticketkit') : null;

/** Calls `listener` with {kind: "created" | "saved" | "deleted" | "elsewhere", ticket?, id?}. */
export function onChange(listener) {
  listeners.add(listener);
}

export function changed(change) {
  listeners.forEach(listener => listener(change));
  otherTabs?.postMessage('changed');
}

// What exactly happened in another tab does not matter: numbers are asked for again, rows are when they are used.
otherTabs?.addEventListener('message', () => listeners.forEach(listener => listener({ kind: 'elsewhere' })));
