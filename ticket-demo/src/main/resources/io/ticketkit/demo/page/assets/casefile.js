// All that hangs on one ticket beside its own fields. Lives as long as the ticket is shown, and longer while something
// typed in it is not sent.
import { html, nothing } from './lib.js';
import { assignmentOf } from './assignment.js';
import { assistanceOf } from './assistance.js';
import { attachmentsOf } from './attachments.js';
import { chatOf } from './chat.js';
import { chatPanel } from './chatview.js';
import { composerOf } from './composer.js';
import { composerForm } from './composerform.js';
import { isStaff, statusesFrom } from './config.js';
import { conversationOf } from './conversation.js';
import { historyOf } from './history.js';
import { judgementsOf } from './judgement.js';
import { changeField } from './quickchange.js';
import { ratingOf } from './rating.js';
import { relatedOf } from './related.js';
import { ticketAddress } from './router.js';
import { runsOf } from './runs.js';

/** `host`: draw(), ticket() as it is shown, renew() to read it again, met(ticket), vanished(), edit() to open the form. */
export function caseFile(id, host) {
  const { draw, ticket, renew } = host;
  const judgements = judgementsOf(id, draw);
  const runs = runsOf(id, draw);
  const inside = { draw, ticket, renew, renewHistory: () => history.load(), modelOf: runs.modelOf };
  const conversation = conversationOf(id, inside, judgements);
  const files = attachmentsOf(id, inside);
  const related = relatedOf(id, inside);
  const rating = ratingOf(id, inside);
  const chat = chatOf(id, { draw, reply: toReply });
  const history = historyOf(id, draw, { comments: () => conversation.items, files: () => files.items });
  const assignment = assignmentOf(inside);
  const composer = composerOf(id, {
    draw, ticket, latest: conversation.latest, met: host.met, vanished: host.vanished,
    async sent(mode) {
      conversation.markNewSince(null);
      if (mode === 'note') {
        await conversation.load();
        history.load();
      } else {
        await renew();
      }
    },
  });
  const assistance = assistanceOf(id, {
    draw, act, canDo,
    entries: () => conversation.count,
    useDraft(draft, mode) {
      if (composer.hasText()) composer.offered = draft;
      else composer.use(draft, mode);
      focusComposer();
    },
  }, judgements);

  // the history is last: of two things asked for, one that finds no server and one that does would call each other back
  const parts = isStaff()
    ? [conversation, runs, files, related.links, rating, related.similar, chat, history]
    : [conversation, files, related.links, rating, chat, history];
  let loads = 0;

  /** Reads all of it, one after the other; without a server nothing more is asked for. */
  async function load() {
    const mine = ++loads;
    for (const part of parts) {
      await part.load();
      if (mine !== loads || part.lost()) return;
    }
  }

  /** The ticket is another version; `own` when this page made it so. */
  function meet(current, own) {
    composer.meet(current, own);
    conversation.markNewSince(composer.clash?.since ?? null);
  }

  function focusComposer() {
    draw();
    const field = document.getElementById('compose');
    field?.scrollIntoView({ block: 'center' });
    field?.focus({ preventScroll: true });
  }

  /** A note that is half written stays one. */
  function toReply() {
    if (!composer.hasText()) composer.choose('reply');
    focusComposer();
  }

  /** The word on the button of a suggested action; undefined when it is for the person alone. */
  function canDo({ action, ticket: other }) {
    const to = { start: 'in_progress', resolve: 'resolved', close: 'closed' }[action];
    if (to) return ticket().status !== to && statusesFrom(ticket().status).includes(to) ? 'Do it' : undefined;
    return {
      reply: 'Write', ask_for_details: 'Draft', follow_up: 'Draft', assign: 'Assign…', raise_priority: 'Edit…',
      merge_duplicate: other ? 'Merge…' : undefined,
    }[action];
  }

  function act({ action, ticket: other }) {
    const to = { start: 'in_progress', resolve: 'resolved', close: 'closed' }[action];
    if (to) changeField(ticket(), 'status', to);
    else if (action === 'assign') assignment.open();
    else if (action === 'raise_priority') host.edit();
    else if (action === 'merge_duplicate') related.mergeWith(other);
    else {
      toReply();
      if (action !== 'reply') composer.ask();
    }
  }

  const talk = () => html`
    <section class="conversation" aria-labelledby="conversation-heading">
      <h2 id="conversation-heading">Conversation</h2>
      ${conversation.view()}
      ${ticket().merged_into && !composer.hasText()
        ? html`<p class="panel">The conversation goes on in <a href=${ticketAddress(ticket().merged_into)}>ticket
          #${ticket().merged_into}</a>.</p>`
        : composerForm(composer, {
          ticket: ticket(), newEntries: conversation.newSince, showNew: conversation.showNew, judgements,
        })}
    </section>`;

  const panels = () => html`
    ${isStaff() ? assistance.view() : nothing}
    ${related.view()}
    ${files.view()}
    ${rating.view()}
    ${chatPanel(chat, ticket(), runs.modelOf)}`;

  return {
    id, load, meet, talk, panels, runs, assignment,
    history: history.view,
    orphan: composer.orphan,
    hasText: () => [composer, conversation, files, rating, chat].some(part => part.hasText()),
    /** The ticket as it was last seen: what is left of it once it is deleted. */
    last: null,
  };
}
