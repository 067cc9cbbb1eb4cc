// A chat with the assistant about a ticket. What is shown as said was kept by the server; what is on its way says so.
import * as api from './api.js';
import { confirm } from './confirm.js';
import { html } from './lib.js';
import { announce, explain } from './notices.js';
import { valueOf } from './pages.js';

const MOST = 2000; // messages that are read at once

/** `host`: draw(). See chatview.js for how it looks. */
export function chatOf(id, host) {
  const found = valueOf(find, host.draw);
  const self = {
    text: '',
    /** Messages on their way: {text, known, trouble}; `trouble` once it failed. */
    outgoing: [],
    busy: null,
    trouble: null,
    open: false,
    load, show, start, end, input, send, again, takeBack,
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

  function show() {
    if (self.open) return;
    self.open = true;
    found.load().then(toEnd);
  }

  async function doing(what, action, failed) {
    if (self.busy) return;
    self.busy = what;
    self.trouble = null;
    host.draw();
    try {
      await action();
      await found.load();
    } catch (error) {
      self.trouble = `${failed} ${explain(error)}`;
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

  function input(text) {
    self.text = text;
    host.draw();
  }

  const messages = () => self.conversation?.messages ?? [];

  function send() {
    const text = self.text.trim();
    if (!text) return;
    const item = { text, known: messages().length, trouble: null };
    self.text = '';
    self.outgoing = [...self.outgoing, item];
    deliver(item);
  }

  async function deliver(item) {
    item.trouble = null;
    self.trouble = null;
    host.draw();
    toEnd();
    try {
      const answer = await api.say(self.conversation.conversation_id, item.text);
      await found.load();
      forget(item);
      host.draw();
      toEnd();
      announce(answer.reply ?? 'Your message is kept; nobody has answered yet.');
    } catch (error) {
      await found.load();
      // an answer that got lost is no message that got lost
      if (messages().slice(item.known).some(message => isPerson(message) && message.content.trim() === item.text)) forget(item);
      else item.trouble = `Not sent. ${explain(error)}`;
    }
    host.draw();
  }

  function again(item) {
    if (item.trouble) deliver(item);
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

function toEnd() {
  const log = document.querySelector('.messages');
  log?.scrollTo(0, log.scrollHeight);
}

export const isPerson = message => message.sender !== 'assistant';
