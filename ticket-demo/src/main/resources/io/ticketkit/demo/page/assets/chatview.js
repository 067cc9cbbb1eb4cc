// How a chat looks; `chat` is what chat.js makes.
import { html, live, nothing, repeat } from './lib.js';
import { config, isStaff } from './config.js';
import { whyNot } from './format.js';
import { folding, time } from './parts.js';
import { aiBadge, isOffline } from './provenance.js';
import { isPerson } from './chat.js';

const SENDERS = { person: null, staff: 'Staff', system: 'Program', assistant: 'Assistant' };

/** `ticket` as it is shown. */
export const chatPanel = (chat, ticket, modelOf) => folding(
  { name: 'chat', heading: 'Chat with the assistant', open: false, opened: chat.show },
  chat.open ? html`<div class="chat-body" data-chat-of=${ticket.id}>${content(chat, ticket, modelOf)}</div>` : nothing);

function content(chat, ticket, modelOf) {
  const { conversation } = chat;
  return html`
    ${conversation ? talk(chat, ticket, modelOf) : nothing}
    ${chat.below('The chat')}
    ${chat.trouble ? html`<p class="error" role="alert">${chat.trouble}</p>` : nothing}
    ${chat.phase !== 'failed' && (!conversation && chat.phase === 'ready' || conversation && !conversation.is_active)
      ? startButton(chat, conversation) : nothing}`;
}

const startButton = (chat, ended) => html`
  ${ended ? nothing : html`<p class="quiet-text">Ask about this ticket.${isStaff() ? ' The requester does not see it.' : ''}</p>`}
  <p class="actions"><button type="button" id="chat-start" class="small" aria-disabled=${chat.busy !== null} @click=${chat.start}>
    ${chat.busy === 'starting' ? 'Starting…' : ended ? 'Start a new chat' : 'Start a chat'}</button></p>`;

function talk(chat, ticket, modelOf) {
  const { conversation } = chat;
  const last = conversation.messages.at(-1);
  const unanswered = last && last.sender === 'person' && !conversation.is_taken_over && conversation.is_active;
  return html`
    <div class="messages" role="log" aria-label="Chat" tabindex="0">
      <ol>
        ${repeat(conversation.messages, message => message.number, message => messageView(message, modelOf))}
        ${chat.outgoing.map(item => outgoingView(chat, item))}
      </ol>
    </div>
    ${unanswered && !chat.outgoing.length ? html`<p class="quiet-text" data-chat="pending">Nobody has answered yet. Your message
      is kept, and is answered together with the next one.
      <button type="button" class="small quiet" @click=${chat.load}>Look again</button></p>` : nothing}
    ${conversation.is_taken_over ? html`<p class="mark block" data-chat="taken-over">A person took over: the assistant does not
      answer any more.</p>` : nothing}
    ${conversation.is_active ? field(chat, ticket) : html`<p class="ended" data-chat="ended"><strong>This chat has ended</strong>
      ${time(conversation.updated_at)}. Nothing more can be said in it.</p>
      ${chat.text ? keptText(chat) : nothing}`}`;
}

const messageView = (message, modelOf) => html`
  <li data-sender=${message.sender}>
    <p class="who">${SENDERS[message.sender] ?? message.author ?? config.user.id} ${time(message.created_at)}</p>
    <div class="said">${message.content}</div>
    ${isPerson(message) ? nothing : origin({ ...message, model: modelOf(message.run) })}
  </li>`;

const origin = message => (isOffline(message)
  ? html`<p class="who"><span class="mark">Offline</span> ${message.reason
    ? `The language model gave no answer: ${whyNot(message.reason)}.` : 'Answered without a language model.'}</p>`
  : html`<p class="who">${aiBadge(message)}</p>`);

const outgoingView = (chat, item) => html`
  <li data-sender="person" data-state=${item.trouble ? 'failed' : 'pending'}>
    <div class="said">${item.text}</div>
    ${item.trouble ? html`<p class="error" role="alert">${item.trouble}
      ${chat.conversation.is_active ? html`<button type="button" class="small" @click=${() => chat.again(item)}>Try again</button>`
        : nothing}
      <button type="button" class="small quiet" @click=${() => chat.takeBack(item)}>Back into the field</button></p>`
      : html`<p class="who">Waiting for an answer…</p>`}
  </li>`;

function field(chat, ticket) {
  const send = event => {
    event.preventDefault();
    chat.send();
  };
  const keys = event => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event);
  };
  return html`
    <form class="say" novalidate aria-label="Chat" @submit=${send}>
      <label class="hidden" for="chat-text">Message to the assistant</label>
      <textarea id="chat-text" rows="2" placeholder="Ask something…" .value=${live(chat.text)}
        @input=${event => chat.input(event.target.value)} @keydown=${keys}></textarea>
      <p class="actions">
        <button type="submit" class="small primary" id="say">Send</button>
        ${isStaff() && !chat.conversation.is_taken_over && !ticket.merged_into ? html`
          <button type="button" class="small" id="take-over" aria-disabled=${chat.busy !== null} @click=${chat.takeOver}>
            ${chat.busy === 'taking' ? 'Taking over…' : 'Take over'}</button>` : nothing}
        <button type="button" class="small quiet" id="chat-end" aria-disabled=${chat.busy !== null} @click=${chat.end}>
          ${chat.busy === 'ending' ? 'Ending…' : 'End chat'}</button></p>
    </form>`;
}

/** What was typed when the chat ended: to be copied, or to be sent in a new one. */
const keptText = chat => html`
  <form class="say" novalidate aria-label="Chat" @submit=${event => event.preventDefault()}>
    <label for="chat-text" class="quiet-text">Not sent; kept for a new chat</label>
    <textarea id="chat-text" rows="2" .value=${live(chat.text)} @input=${event => chat.input(event.target.value)}></textarea>
  </form>`;
