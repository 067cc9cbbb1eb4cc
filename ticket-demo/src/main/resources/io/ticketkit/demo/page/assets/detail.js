// One ticket: what it says and what was said to it, what is known of it; and editing it without losing anybody's change.
import { html, keyed, nothing, render } from './lib.js';
import * as api from './api.js';
import { caseFile } from './casefile.js';
import { changed, onChange } from './changes.js';
import { conflictPanel } from './conflict.js';
import { confirmDelete } from './confirm.js';
import { backLink, facts, gone, head, skeleton } from './detailparts.js';
import { editForm } from './editform.js';
import { editSession } from './editsession.js';
import { opening } from './entry.js';
import { focusFirstError } from './fields.js';
import { note, tell } from './notices.js';
import { failure } from './parts.js';
import { acceptField, onPending } from './quickchange.js';
import { go, lastList, retitle } from './router.js';

const GONE = { status: 404 };

export function detailView(root) {
  const sessions = new Map(); // edits by ticket; kept while other views are shown
  const files = new Map(); // what hangs on tickets; kept as long as something in it is not sent
  let id = null;
  let ticket = null;
  let error = null;
  let file = null;

  const session = () => sessions.get(id);
  const inSight = () => ticket && (error !== GONE || session() || file.hasText());
  const focus = selector => root.querySelector(selector)?.focus();

  async function load() {
    const wanted = id;
    try {
      const answer = await api.ticket(wanted);
      if (wanted === id) arrived(answer);
    } catch (reason) {
      if (wanted !== id) return;
      if (reason.status === 404) {
        vanished(wanted);
        return;
      }
      if (!ticket) error = reason; // otherwise what is in sight stays
      draw();
    }
  }

  /** A ticket was deleted. What somebody has typed for it stays, so that it can be taken elsewhere. */
  function vanished(lost) {
    const edit = sessions.get(lost);
    if (edit?.hasChanges()) edit.orphan();
    else sessions.delete(lost);
    if (lost !== id) return;
    error = GONE;
    if (file.hasText()) file.orphan();
    if (!ticket && (session() || file.hasText())) {
      ticket = edit?.base ?? file.last;
      file.load();
    }
    const hadFocus = root.contains(document.activeElement);
    draw();
    if (hadFocus && !inSight()) focus('#detail-heading');
    retitle();
  }

  /** The ticket as the server has it now: perhaps not as it is shown, or as it was when editing began. */
  function arrived(answer) {
    if (ticket && answer.version < ticket.version) return; // overtaken by a later answer
    const seen = ticket?.version;
    if (session()) session().meet(answer);
    else if (seen && seen !== answer.version) note(`Ticket ${id} had been changed meanwhile; shown as it is now.`);
    return take(answer);
  }

  /** `own`: this page has changed it. What hangs on it is read again, since notes and chats change no version. */
  function take(answer, own = false) {
    file.meet(answer, own);
    ticket = answer;
    file.last = answer;
    error = null;
    draw();
    retitle();
    return file.load();
  }

  /** Reads the ticket again after something was said or attached here. */
  async function renew() {
    const wanted = id;
    try {
      const answer = await api.ticket(wanted);
      if (wanted === id && answer.version >= ticket.version) await take(answer, true);
    } catch (reason) {
      if (reason.status === 404) vanished(wanted);
      else if (wanted === id) await file.load(); // which tells of the trouble where it is
    }
  }

  function openFile() {
    if (file && !file.hasText()) files.delete(file.id);
    const mine = id;
    file = files.get(id) ?? caseFile(id, {
      draw,
      ticket: () => (mine === id ? ticket : files.get(mine)?.last),
      renew: () => mine === id && renew(),
      met: answer => mine === id && arrived(answer),
      vanished: () => vanished(mine),
      edit: () => mine === id && (session() ? focus('#edit-title') : startEdit()),
    });
    files.set(id, file);
  }

  async function accept(field) {
    await acceptField(ticket, field);
    // its button is gone with the doubt
    if (document.activeElement === document.body) focus(`[data-fact=${field}]`);
  }

  function startEdit() {
    const mine = id;
    const shown = action => () => mine === id && action();
    sessions.set(mine, editSession(ticket, {
      draw,
      saved(saved) {
        sessions.delete(mine);
        changed({ kind: 'saved', ticket: saved });
        shown(() => focus('#edit'))();
      },
      stopped() {
        sessions.delete(mine);
        draw();
        shown(focusAfterEdit)();
      },
      vanished: () => vanished(mine),
      wrong: shown(() => {
        draw();
        focusFirstError(root);
      }),
      clash: shown(() => {
        take(session().conflict.current);
        focus('#conflict-heading');
      }),
    }));
    draw();
    focus('#edit-title');
  }

  function cancelEdit() {
    sessions.delete(id);
    draw();
    focusAfterEdit();
    retitle();
  }

  const focusAfterEdit = () => focus(inSight() ? '#edit' : '#detail-heading');

  async function remove() {
    const { id: doomed } = ticket;
    if (!(await confirmDelete(ticket))) return;
    try {
      await api.deleteTicket(doomed);
    } catch (reason) {
      if (reason.status !== 404) {
        tell(reason, `Ticket ${doomed} was not deleted.`);
        return;
      }
    }
    sessions.delete(doomed);
    note(`Ticket ${doomed} deleted.`);
    changed({ kind: 'deleted', id: doomed });
    if (!root.hidden && id === doomed) go(lastList());
  }

  function content() {
    const edit = session();
    return html`
      ${head(ticket, { startEdit, remove, editing: edit !== undefined })}
      ${edit?.conflict ? conflictPanel(edit) : nothing}
      <div class="columns">
        <div class="talk">
          ${edit ? editForm(edit, cancelEdit) : opening(ticket)}
          ${file.talk()}
        </div>
        <div class="side">
          ${facts(ticket, file, edit ? undefined : accept)}
          ${file.panels()}
        </div>
        ${file.history()}
      </div>`;
  }

  function missing() {
    if (!error) return skeleton(id);
    return error === GONE ? gone(id) : html`${backLink()}${failure(error, 'The ticket', load)}`;
  }

  function draw() {
    if (root.hidden) return;
    const atHeading = document.activeElement?.id === 'detail-heading';
    render(keyed(id, inSight() ? content() : missing()), root);
    // the heading of what was loading gives way to the ticket's: who was there is still there
    if (atHeading) focus('#detail-heading');
  }

  onPending(draw);
  onChange(({ kind, ticket: saved, id: lost }) => {
    if (kind === 'deleted') vanished(lost);
    if (kind === 'saved' && saved.id === id) {
      session()?.meet(saved);
      take(saved, true);
    }
    if (kind === 'elsewhere' && !root.hidden) load();
    draw();
  });

  // coming back to this window is the moment to see what others did
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && !root.hidden && ticket) load();
  });

  addEventListener('beforeunload', event => {
    const unsent = [...files.values()].some(each => each.hasText());
    if (unsent || [...sessions.values()].some(edit => edit.hasChanges())) event.preventDefault();
  });

  return {
    title: () => (inSight() ? `#${id} ${ticket.title}` : `Ticket ${id}`),
    show(route) {
      if (route.id !== id) {
        id = route.id;
        ticket = null;
        error = null;
        openFile();
      }
      draw();
      load();
    },
    refresh: load,
    redraw: draw,
  };
}
