// What a machine makes of a ticket when asked: a summary, and what could be done next. Nothing of it changes anything.
import { html, nothing } from './lib.js';
import * as api from './api.js';
import { plural } from './format.js';
import { announce, explain } from './notices.js';
import { folding, time } from './parts.js';
import { helpful, provenance } from './provenance.js';

/** `host`: draw(), useDraft(draft, mode), act(action), canDo(action), entries() so far. */
export function assistanceOf(id, host, judgements) {
  const summary = asking(() => api.summarize(id), 'The summary is here');
  const next = asking(() => api.suggestions(id), 'Suggested next actions are here');

  /** Something that is asked for on a click: it may cost money. */
  function asking(fetch, done) {
    const self = { answer: null, busy: false, trouble: null, ask, entries: 0 };
    async function ask() {
      if (self.busy) return;
      Object.assign(self, { busy: true, trouble: null });
      host.draw();
      try {
        const entries = host.entries();
        self.answer = await fetch();
        self.entries = entries;
        announce(done);
      } catch (error) {
        self.trouble = explain(error);
      } finally {
        self.busy = false;
        host.draw();
      }
    }
    return self;
  }

  const view = () => folding({ name: 'assistance', heading: 'Assistance' }, html`
    <p class="actions">
      ${button('summarize', summary, 'Summarise', 'Summarising…')}
      ${button('suggest', next, 'Next steps', 'Thinking…')}
    </p>
    ${trouble(summary, 'There is no summary.')}
    ${summary.answer ? summaryView(summary.answer) : nothing}
    ${trouble(next, 'There are no suggestions.')}
    ${next.answer ? nextView(next.answer) : nothing}`);

  const button = (name, { ask, busy }, label, working) => html`
    <button type="button" id=${name} aria-disabled=${busy} @click=${ask}>${busy ? working : label}</button>`;

  const trouble = (part, what) => (part.trouble
    ? html`<p class="error" role="alert">${what} ${part.trouble}</p>` : nothing);

  function summaryView(answer) {
    const more = host.entries() - summary.entries;
    return html`
      <section class="help" id="summary" aria-label="Summary">
        <h3>Summary</h3>
        <div class="said">${answer.summary}</div>
        <p class="quiet-text">${answer.responses
          ? html`Of the ticket and ${plural(answer.responses, 'response')}${answer.up_to
            ? html`, the last ${time(answer.up_to)}` : nothing}.` : 'Of the ticket alone.'}
          ${more > 0 ? html`<span class="mark">More was said since</span>` : nothing}</p>
        ${provenance(answer)}
        <p class="actions">
          <button type="button" class="small" @click=${() => host.useDraft({ ...answer, content: answer.summary }, 'note')}>Use as internal note</button>
          ${answer.run ? helpful({
            what: 'summary', said: judgements.of(answer.run), say: value => judgements.say(answer.run, value),
          }) : nothing}
        </p>
      </section>`;
  }

  function nextView(answer) {
    const actions = answer.suggestions.filter(suggestion => suggestion.kind === 'action');
    const reply = answer.suggestions.find(suggestion => suggestion.kind === 'reply');
    return html`
      <section class="help" id="next-actions" aria-label="Suggested next actions">
        <h3>Next steps</h3>
        ${actions.length ? html`<ol class="steps">${actions.map(step)}</ol>`
          : html`<p class="quiet-text">There is nothing that has to be done.</p>`}
        ${actions.length ? provenance(actions[0]) : nothing}
        ${reply ? html`<p class="actions"><button type="button" class="small" id="use-suggested"
          @click=${() => host.useDraft(reply, 'reply')}>Use the drafted reply</button></p>` : nothing}
      </section>`;
  }

  const step = suggestion => html`
    <li data-action=${suggestion.action}><span>${suggestion.label}</span>
      ${host.canDo(suggestion) ? html`<button type="button" class="small" aria-label="Do it: ${suggestion.label}"
        @click=${() => host.act(suggestion)}>${host.canDo(suggestion)}</button>` : nothing}</li>`;

  return { view };
}
