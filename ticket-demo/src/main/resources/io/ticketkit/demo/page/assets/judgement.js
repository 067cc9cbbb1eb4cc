// What people say of a machine's answers: whether they helped.
import * as api from './api.js';
import { note, tell } from './notices.js';

/** For one ticket; `draw` is called when a say has arrived. Keyed by the run behind an answer. */
export function judgementsOf(ticket, draw) {
  const said = new Map();
  const pending = new Set();

  async function say(run, helpful) {
    if (pending.has(run) || said.get(run) === helpful) return;
    pending.add(run);
    try {
      await api.judge(ticket, run, helpful);
      said.set(run, helpful);
      note(helpful ? 'Noted: that helped.' : 'Noted: that did not help.');
    } catch (error) {
      tell(error, 'What you said of the answer was not kept.');
    } finally {
      pending.delete(run);
      draw();
    }
  }

  return { of: run => said.get(run), say };
}
