// What somebody is about to say on a ticket. What is typed stays until the server has it; it is sent once, however often
// it is tried; and a reply that was written while others changed the ticket waits until the person has looked.
import * as api from './api.js';
import { Refused } from './api.js';
import { newKey } from './keys.js';
import { announce, explain, note } from './notices.js';

const NAMES = { reply: 'Reply', note: 'Internal note', requester: 'Requester’s words' };

/**
 * `host`: draw(), ticket() as it is shown, latest() when the last entry was made, sent(mode) when something was said, met(ticket)
 * when the ticket turned out to be another version, vanished() when there is no ticket any more.
 */
export function composerOf(id, host) {
  const self = {
    /** reply, note, or requester: what the requester said elsewhere. */
    mode: 'reply',
    text: '',
    /** {content, confidence, source, …} in the text, perhaps edited since; null when a person wrote all of it. */
    draft: null,
    /** A draft that came while something was typed, and waits to be put below it. */
    offered: null,
    drafting: false,
    sending: false,
    trouble: null,
    draftTrouble: null,
    /** What came in between, when something did: {since: time}. */
    clash: null,
    choose, input, send, ask, insert, discard, use, meet, orphan,
    hasText: () => self.text.trim() !== '',
    isAsDrafted: () => self.draft !== null && self.text.trim() === self.draft.content.trim(),
  };
  let key = newKey();
  let unanswered = []; // what was sent without our learning what became of it
  let base = null; // {version, latest} when writing began

  function choose(mode) {
    self.mode = mode;
    self.trouble = null;
    host.draw();
  }

  function begin() {
    base ??= { version: host.ticket().version, latest: host.latest() };
  }

  function input(text) {
    if (text.trim() === '') forget();
    else begin();
    self.text = text;
    self.trouble = null;
    host.draw();
  }

  /** The text is empty: nothing of what was known of it counts any more. */
  function forget() {
    Object.assign(self, { draft: null, clash: null });
    base = null;
  }

  async function ask() {
    if (self.drafting) return;
    Object.assign(self, { drafting: true, draftTrouble: null, offered: null });
    announce('Drafting a reply');
    host.draw();
    try {
      const draft = await api.draftReply(id);
      if (self.text.trim() === '') use(draft, 'reply');
      else self.offered = draft;
      announce('The draft is here');
    } catch (error) {
      self.draftTrouble = `There is no draft. ${explain(error)}`;
    } finally {
      self.drafting = false;
      host.draw();
    }
  }

  /** Fills the empty field with what a machine wrote. */
  function use(draft, mode) {
    begin();
    Object.assign(self, { mode, draft, text: draft.content, offered: null, trouble: null });
    host.draw();
  }

  /** The offered draft below what was typed. */
  function insert() {
    begin();
    const draft = self.offered;
    Object.assign(self, { text: `${self.text.trimEnd()}\n\n${draft.content}`, draft, offered: null });
    host.draw();
  }

  function discard() {
    self.offered = null;
    if (self.isAsDrafted()) {
      self.text = '';
      forget();
    }
    host.draw();
  }

  /** The ticket as it is now. `own` is true when this page has changed it, by one version. */
  function meet(ticket, own) {
    if (!base || ticket.version === base.version) return;
    if (own && ticket.version === base.version + 1) {
      base = { ...base, version: ticket.version };
      return;
    }
    if (!self.clash) announce('The ticket changed while you were writing. Your text is kept.');
    self.clash = { since: base.latest };
    base = { ...base, version: ticket.version };
  }

  async function send() {
    if (self.sending) return;
    if (!self.hasText()) {
      self.trouble = 'There is nothing to send yet.';
      host.draw();
      return;
    }
    begin();
    Object.assign(self, { sending: true, trouble: null });
    host.draw();
    const mode = self.mode;
    const body = bodyOf(self);
    try {
      await api.addResponse(id, body, key, mode === 'note' ? undefined : base.version);
      done(mode);
    } catch (error) {
      if (!(error instanceof Refused) || error.isServerError) unanswered.push({ body, mode, version: base.version });
      await refused(error);
    } finally {
      self.sending = false;
      host.draw();
    }
  }

  function done(mode) {
    Object.assign(self, { text: '', offered: null, trouble: null, draftTrouble: null });
    forget();
    fresh();
    note(`${NAMES[mode]} added to ticket ${id}.`);
    host.sent(mode);
  }

  function fresh() {
    key = newKey();
    unanswered = [];
  }

  async function refused(error) {
    if (error.status === 412 && error.current) {
      const since = base.latest;
      base = { ...base, version: error.current.version };
      self.clash = { since };
      announce('Not sent: the ticket changed while you were writing. Your text is kept.');
      host.met(error.current);
    } else if (error.status === 404) {
      host.vanished();
    } else if (error.status === 422 && unanswered.length) {
      await findEarlier();
    } else {
      const fields = Object.values(error.fields ?? {}).flat().join(' ');
      self.trouble = `Not sent. ${fields || explain(error)} Your text is kept.`;
    }
  }

  /** An earlier try whose answer got lost has arrived, with the text of then. */
  async function findEarlier() {
    for (const { body, mode, version } of unanswered) {
      try {
        await api.addResponse(id, body, key, mode === 'note' ? undefined : version);
        break;
      } catch (error) {
        if (error.status !== 422) {
          self.trouble = `Not sent. ${explain(error)} Your text is kept.`;
          return;
        }
      }
    }
    fresh();
    self.trouble = 'Your earlier try had arrived after all: it stands in the conversation, as it was then. '
      + 'What is in the field now is not sent: send it as well, or change the entry above.';
    base = null;
    host.sent(self.mode);
  }

  /** There is no ticket any more. */
  function orphan() {
    self.clash = null;
    self.trouble = 'The ticket was deleted meanwhile. Your text is kept here so that you can copy it.';
  }

  return self;
}

/** What is sent. The confidence was in the text as it was drafted: of an edited one nobody knows it. */
function bodyOf({ mode, text, draft, isAsDrafted }) {
  return {
    content: text,
    ...(mode === 'note' && { internal: true }),
    ...(mode === 'requester' && { response_type: 'user' }),
    ...(draft && { is_ai_generated: true, ...(draft.run && { run: draft.run }) }),
    ...(draft && isAsDrafted() && { ai_confidence: draft.confidence }),
  };
}
