// What was said on a ticket: read whole, shown from its end.
import { html, nothing, repeat } from './lib.js';
import * as api from './api.js';
import { commentEdit } from './commentedit.js';
import { confirm } from './confirm.js';
import { entry } from './entry.js';
import { announce, note, tell } from './notices.js';
import { pagesOf } from './pages.js';

const AHEAD = 5; // pages of 200 that are read at once
const SHOWN = 20;
const MORE = 50;

/** `host`: draw(), renew() to read the ticket again, renewHistory(), modelOf(run). `judgements` are of the machine's entries. */
export function conversationOf(id, host, judgements) {
  const edits = new Map(); // of entries being edited, by their id
  const pages = pagesOf(address => api.responses(id, address), host.draw, AHEAD);
  let shown = SHOWN;
  let seenUpTo = null; // what was said after this time is marked as new; numbers tell nothing, notes have their own

  const latest = () => pages.items.at(-1)?.created_at ?? '';

  const isNew = item => seenUpTo !== null && item.created_at > seenUpTo;

  /** Replies that came after `upTo`. */
  const newSince = upTo => pages.items.filter(item => item.created_at > upTo && !item.internal && !item.deleted_at);

  function startEdit(item) {
    edits.set(item.id, commentEdit(item, {
      draw: host.draw,
      stopped: () => {
        edits.delete(item.id);
        host.draw();
        focusEntry(item.id);
      },
      saved: () => {
        edits.delete(item.id);
        host.draw();
        renew(item.internal).then(() => focusEntry(item.id));
      },
    }));
    host.draw();
    document.getElementById(`edit-entry-${item.id}`)?.focus();
  }

  async function remove(item) {
    const what = item.internal ? 'note' : 'reply';
    const sure = await confirm({
      heading: `Delete this ${what}?`,
      text: html`<p>Its text will be gone for good. That there was one stays visible in the conversation.</p>`,
      yes: 'Delete', no: 'Keep it',
    });
    if (!sure) return;
    try {
      await api.deleteResponse(item.id);
      note(`The ${what} is deleted.`);
      await renew(item.internal);
      focusEntry(item.id);
    } catch (error) {
      if (error.status === 404) renew(false);
      tell(error, `The ${what} was not deleted.`);
    }
  }

  /** Notes are no change of the ticket: for them the conversation alone is read again. */
  const renew = internal => (internal ? Promise.all([pages.load(), host.renewHistory()]) : host.renew());

  const focusEntry = entryId => document.getElementById(`entry-${entryId}`)?.focus({ preventScroll: true });

  function showEarlier(hidden) {
    shown += MORE;
    host.draw();
    announce('Earlier entries shown');
    document.getElementById(`entry-${pages.items[Math.max(0, hidden - MORE)].id}`)?.focus();
  }

  function showNew() {
    const first = pages.items.find(isNew);
    if (first) {
      const element = document.getElementById(`entry-${first.id}`);
      element?.scrollIntoView({ block: 'center' });
      element?.focus({ preventScroll: true });
    }
  }

  function view() {
    const hidden = Math.max(0, pages.items.length - shown);
    return html`
      ${hidden ? html`<p class="earlier"><button type="button" @click=${() => showEarlier(hidden)}>
        Show earlier <span class="quiet-text">(${hidden} more)</span></button></p>` : nothing}
      <ol class="thread" aria-label="Conversation">
        ${repeat(pages.items.slice(hidden), item => item.id, item => entry(item, {
          ticket: id, edit: edits.get(item.id), isNew: isNew(item), startEdit, remove, judgements, modelOf: host.modelOf,
        }))}
      </ol>
      ${pages.phase === 'ready' && !pages.items.length
        ? html`<p class="quiet-text nothing-said">Nobody has answered yet.</p>` : nothing}
      ${pages.below('The conversation')}`;
  }

  return {
    view, load: pages.load, failed: pages.failed, lost: pages.lost, latest, newSince, showNew,
    /** Marks what was said after this time; null marks nothing. */
    markNewSince(upTo) { seenUpTo = upTo; },
    hasText: () => [...edits.values()].some(edit => edit.hasChanges()),
    get count() { return pages.items.length; },
    get items() { return pages.items; },
  };
}
