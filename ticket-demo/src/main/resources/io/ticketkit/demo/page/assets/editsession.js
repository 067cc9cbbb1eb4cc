// One ticket being edited: the values typed, what the server said to them, and whose change came first.
import * as api from './api.js';
import { changesOf, conflictOf, EDITABLE, takeTheirs, valuesOf } from './editing.js';
import { announce, explain, note } from './notices.js';

/**
 * Starts editing `ticket`. `host` hears: `draw()` when something is to be shown, `saved(ticket)` and `stopped()` when it
 * is over, `wrong()` when fields were refused, `clash()` when a save met somebody else's, `vanished()` when it met no
 * ticket any more.
 */
export function editSession(ticket, host) {
  const self = {
    values: valuesOf(ticket), errors: {}, trouble: null, saving: false, conflict: null,
    input, save, meet, orphan, keepMine, takeTheirs: giveWay, hasChanges,
    /** The ticket as it was when editing began, or as it was met since. */
    get base() { return base; },
  };
  let base = ticket;

  const changes = () => changesOf(base, self.values);

  function hasChanges() {
    return Object.keys(changes()).length > 0;
  }

  function input(field, value) {
    self.values = { ...self.values, [field]: value };
    delete self.errors[field];
    host.draw();
  }

  async function save() {
    if (self.saving) return;
    if (!hasChanges()) {
      host.stopped();
      return;
    }
    Object.assign(self, { saving: true, trouble: null, errors: {} });
    host.draw();
    try {
      const saved = await api.changeTicket(base, changes());
      note(`Ticket ${saved.id} saved.`);
      host.saved(saved);
    } catch (error) {
      refused(error);
    } finally {
      self.saving = false;
      host.draw();
    }
  }

  function refused(error) {
    if (error.status === 412 && error.current) {
      self.conflict = conflictOf(base, error.current, changes());
      host.clash();
      return;
    }
    if (error.status === 404) {
      host.vanished();
      return;
    }
    self.errors = { ...error.fields };
    self.trouble = Object.keys(self.errors).some(field => EDITABLE.includes(field))
      ? null : `Not saved. ${explain(error)} Your text is kept.`;
    host.wrong();
  }

  /** There is no ticket any more to save the changes in. */
  function orphan() {
    self.conflict = null;
    self.trouble = 'The ticket was deleted meanwhile. Your text is kept here so that you can copy it.';
  }

  /** The ticket was read again and may be another version than the one being edited. */
  function meet(current) {
    if (current.version === (self.conflict?.current ?? base).version) return;
    if (hasChanges()) {
      self.conflict = conflictOf(base, current, changes());
      announce('This ticket was changed meanwhile; your changes are not saved yet.');
    } else {
      base = current;
      self.values = valuesOf(current);
      note(`Ticket ${current.id} had been changed meanwhile; the form shows it as it is now.`);
    }
  }

  /** My changes become changes of their version; what only they changed stays theirs. */
  function keepMine() {
    const mine = Object.keys(changes());
    const { current } = self.conflict;
    self.values = { ...valuesOf(current), ...Object.fromEntries(mine.map(field => [field, self.values[field]])) };
    base = current;
    self.conflict = null;
    return save();
  }

  /** Their value wherever they changed something; my other changes stay in the form. */
  function giveWay() {
    const { current } = self.conflict;
    self.values = takeTheirs(base, current, self.values);
    base = current;
    self.conflict = null;
    note(hasChanges() ? 'Their values are in the form; your other changes are not saved yet.' : 'Their version stays.');
    if (hasChanges()) host.draw();
    else host.stopped();
  }

  return self;
}
