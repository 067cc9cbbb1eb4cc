// What the page tells about itself: short notes, problems that stay until dismissed, and words for screen readers.
import { html, ifDefined, nothing, render, repeat } from './lib.js';
import { Refused, Unreachable } from './api.js';

const NOTE_MS = 6000;
const area = document.getElementById('notices');
const announcer = document.getElementById('announcer');
let notices = [];
let number = 0;

/** Says something to screen readers only. */
export function announce(text) {
  announcer.textContent = '';
  // a tick later, so that the same words are read again
  setTimeout(() => { announcer.textContent = text; }, 50);
}

/** Shows a note that goes by itself, or when the next one comes. */
export function note(text) {
  notices = notices.filter(notice => notice.kind !== 'note');
  const id = add({ kind: 'note', text });
  announce(text);
  setTimeout(() => dismiss(id), NOTE_MS);
}

/** Shows a problem until it is dismissed, once; `action` {label, run} is what can be done about it. */
export function problem(text, action) {
  notices = notices.filter(notice => notice.kind !== 'problem' || notice.text !== text);
  add({ kind: 'problem', text, action });
}

/** Tells of a failed read. One that found no server needs no words here: the banner has said it. */
export function tellOfRead(error, what) {
  if (!(error instanceof Unreachable)) tell(error, what);
}

/** Tells of a failed change. The banner does not say which change was lost with the server. */
export function tell(error, what) {
  if (error instanceof Unreachable) {
    problem(`${what} The server cannot be reached; try again when it is back.`);
  } else {
    problem(`${what} ${explain(error)}`);
  }
}

/** An error in a sentence, with the id to quote when it is the server's fault. */
export function explain(error) {
  if (!(error instanceof Refused)) return error.message;
  return error.isServerError && error.id ? `${error.message} Quote ${error.id} when you report it.` : error.message;
}

function add(notice) {
  notices = [...notices, { ...notice, id: ++number }];
  draw();
  return number;
}

function dismiss(id) {
  notices = notices.filter(notice => notice.id !== id);
  draw();
}

function draw() {
  render(repeat(notices, notice => notice.id, noticeView), area);
}

function noticeView({ id, kind, text, action }) {
  const act = () => {
    dismiss(id);
    action.run();
  };
  return html`
    <div class="notice ${kind}" role=${ifDefined(kind === 'problem' ? 'alert' : undefined)}>
      <p>${text}</p>
      ${action ? html`<button type="button" @click=${act}>${action.label}</button>` : nothing}
      <button type="button" class="quiet" aria-label="Dismiss" @click=${() => dismiss(id)}>✕</button>
    </div>`;
}
