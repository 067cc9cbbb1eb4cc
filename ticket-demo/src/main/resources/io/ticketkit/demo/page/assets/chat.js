// A chat with the assistant about a ticket. What is shown as said was kept by the server; what is on its way says so.
import * as api from './api.js';
import { confirm } from './confirm.js';
import { html } from './lib.js';
import { announce, explain } from './notices.js';
import { valueOf } from './pages.js';
import { polling } from './polling.js';

const MOST = 2000; // messages that are read at once
const NEAR_END = 40; // pixels

/** `host`: draw(), reply() to go on with a reply on the ticket. See chatview.js for how it looks. */
export function chatOf(id, host) {
  const found = valueOf(find, host.draw);
  const others = polling(inSight, look);
  const self = {
    text: '',
    /** Messages on their way: {text, conversation, known, trouble}; `trouble` once it failed. */
    outgoing: [],
    busy: null,
    trouble: null,
    open: false,
    load, show, start, end, takeOver, input, send, again, takeBack,
    failed: () => self.open && found.failed(),
    lost: () => self.open && found.lost(),
    below: found.below,
    get phase() { return found.phase; },
    get conversation() { return found.value; },
    hasText: () => self.text.trim() !== '' || self.outgoing.length > 0,
  };

  /** The latest chat about this ticket, with what was said in it. */
  async function find() {
    const latest = (await api.conversations(id))[0];
    others.start();
    if (!latest) return null;
    const messages = [];
    for (let page = {}; page.next !== null && messages.length < MOST; messages.push(...page.data)) {
      page = await api.messages(latest.conversation_id, page.next);
    }
    return { ...latest, messages };
  }

  /** Only for who has opened the panel. */
  function load() {
    return self.open ? found.load() : Promise.resolve();
  }

  /** The panel was opened, perhaps once more. */
  function show() {
    self.open = true;
    found.load().then(toEnd);
  }

  function inSight() {
    return document.querySelector(`[data-chat-of="${id}"]`)?.checkVisibility() ?? false;
  }

  /** What others said or did meanwhile; true while there is nothing that has to be read. */
  async function look() {
    if (self.busy || self.outgoing.some(item => !item.trouble)) return true; // what comes of that is read anyway
    const seen = self.conversation;
    try {
      const latest = (await api.conversations(id))[0];
      if (self.conversation !== seen || isSame(latest, seen)) return true;
    } catch {
      // reading it says what is wrong, and goes on looking when it succeeds
    }
    const atEnd = isAtEnd();
    await found.load();
    if (atEnd) toEnd();
    if (seen?.is_active && self.conversation?.conversation_id === seen.conversation_id && !self.conversation.is_active) {
      announce('This chat has ended.');
    }
    return false;
  }

  async function doing(what, action, failed) {
    if (self.busy) return false;
    self.busy = what;
    self.trouble = null;
    host.draw();
    try {
      await action();
      await found.load();
      return true;
    } catch (error) {
      self.trouble = `${failed} ${explain(error)}`;
      return false;
    } finally {
      self.busy = null;
      host.draw();
    }
  }

  async function start() {
    await doing('starting', () => api.startConversation(id), 'The chat could not be started.');
    document.getElementById('chat-text')?.focus();
  }

  async function end() {
    const { conversation_id: conversation } = self.conversation;
    const sure = await confirm({
      heading: 'End this chat?', text: html`<p>What was said stays readable; nothing more can be said in it.</p>`,
      yes: 'End chat', danger: false,
    });
    if (sure) await doing('ending', () => api.endConversation(conversation), 'The chat was not ended.');
  }

  /** A person goes on: the assistant is done with it. */
  async function takeOver() {
    const { conversation_id: conversation } = self.conversation;
    const sure = await confirm({
      heading: 'Take over from the assistant?',
      text: html`<p>The chat ends: the assistant answers nothing more in it, and what was said stays readable.
        You go on with a reply to the requester.</p>`,
      yes: 'Take over', danger: false,
    });
    const ended = sure && await doing('taking', () => api.endConversation(conversation), 'The chat was not taken over.');
    if (ended) host.reply();
  }

  function input(text) {
    self.text = text;
    host.draw();
  }

  const messages = () => self.conversation?.messages ?? [];

  function send() {
    const text = self.text.trim();
    if (!text) return;
    const item = { text, conversation: null, known: 0, trouble: null };
    self.text = '';
    self.outgoing = [...self.outgoing, item];
    deliver(item);
  }

  async function deliver(item) {
    const { conversation_id: conversation } = self.conversation;
    if (item.conversation !== conversation) Object.assign(item, { conversation, known: messages().length });
    item.trouble = null;
    self.trouble = null;
    host.draw();
    toEnd();
    try {
      const answer = await api.say(conversation, item.text);
      await found.load();
      forget(item);
      host.draw();
      toEnd();
      announce(answer.reply ?? 'Your message is kept; nobody has answered yet.');
    } catch (error) {
      await found.load();
      if (hasArrived(item)) forget(item);
      else item.trouble = `Not sent. ${explain(error)}`;
    }
    host.draw();
  }

  /** An answer that got lost is no message that got lost. */
  const hasArrived = item => item.conversation === self.conversation?.conversation_id
    && messages().slice(item.known).some(message => isPerson(message) && message.content.trim() === item.text);

  async function again(item) {
    if (!item.trouble) return;
    item.trouble = null;
    await found.load();
    if (hasArrived(item)) forget(item);
    else if (self.conversation?.is_active) await deliver(item);
    else item.trouble = 'Not sent. The chat has ended.';
    host.draw();
  }

  function forget(item) {
    self.outgoing = self.outgoing.filter(other => other !== item);
  }

  /** What was not sent goes back into the field. */
  function takeBack(item) {
    forget(item);
    self.text = [item.text, self.text].filter(Boolean).join('\n');
    host.draw();
    document.getElementById('chat-text')?.focus();
  }

  return self;
}

/** Whether two readings of the latest chat, or of none, say the same. */
function isSame(one, other) {
  const facts = ['conversation_id', 'message_count', 'is_active', 'is_taken_over'];
  return !one || !other ? !one && !other : facts.every(fact => one[fact] === other[fact]);
}

function isAtEnd() {
  const log = document.querySelector('.messages');
  return !log || log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
}

function toEnd() {
  const log = document.querySelector('.messages');
  log?.scrollTo(0, log.scrollHeight);
}

export const isPerson = message => message.sender !== 'assistant';
