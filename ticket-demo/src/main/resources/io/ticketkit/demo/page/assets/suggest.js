// Asks for a suggestion when typing pauses. Knows nothing of how it is shown.
import * as api from './api.js';
import { config } from './config.js';
import { percent, sourceName, valueName, whyNot } from './format.js';

const PAUSE_MS = 500;

/** Calls `changed` whenever the phase or the answer is another. */
export function suggester(changed) {
  const self = {
    /** idle, waiting (for a pause), asking, ready, failed */
    phase: 'idle',
    /** The server's last answer, or null. */
    answer: null,
    textChanged,
    reset,
    values,
    inWords,
    whyOffline,
    isSure: () => self.answer.confidence >= config.review_threshold,
  };
  let timer;
  let request;
  let asked = '';

  function textChanged({ title, description }) {
    const text = { title: title.trim(), description: description.trim() };
    clearTimeout(timer);
    request?.abort();
    if (!text.description) {
      reset();
      return;
    }
    if (JSON.stringify(text) === asked) {
      self.phase = 'ready';
      return;
    }
    self.phase = 'waiting';
    timer = setTimeout(() => ask(text), PAUSE_MS);
  }

  async function ask(text) {
    const mine = request = new AbortController();
    self.phase = 'asking';
    changed();
    try {
      self.answer = await api.classify(text.title ? text : { description: text.description }, mine.signal);
      asked = JSON.stringify(text);
      self.phase = 'ready';
    } catch {
      if (mine.signal.aborted) return;
      self.phase = 'failed';
    }
    changed();
  }

  function reset() {
    clearTimeout(timer);
    request?.abort();
    self.phase = 'idle';
    self.answer = null;
    asked = '';
  }

  /** What can be filled in, by field. */
  function values() {
    const { suggested_title: title, suggested_category: category, suggested_priority: priority } = self.answer ?? {};
    return Object.fromEntries(Object.entries({ title, category, priority }).filter(([, value]) => value));
  }

  function inWords() {
    const { category, priority } = values();
    return `Suggestion: category ${valueName('category', category)}, ${percent(self.answer.confidence)} sure, `
      + `priority ${valueName('priority', priority)}, from ${sourceName(self.answer.source)}`
      + (self.answer.reason ? `. ${whyOffline()}` : '');
  }

  /** To say when a model was to be asked and gave no answer. */
  function whyOffline() {
    const from = self.answer.source === 'learned' ? 'what people decided before' : 'the words of the text';
    return `The language model gave no answer: ${whyNot(self.answer.reason)}. This is the offline answer, from ${from}.`;
  }

  return self;
}
