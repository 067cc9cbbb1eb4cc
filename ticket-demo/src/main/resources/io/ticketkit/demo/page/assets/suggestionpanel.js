// The suggestion beside the form. Nothing is filled in without a click, and what was there can be put back.
import { html, nothing } from './lib.js';
import { config } from './config.js';
import { decidingWords } from './explanation.js';
import { cost, percent, sourceName, valueName, words } from './format.js';
import { badge, gauge } from './parts.js';

export function suggestionPanel(suggestion, form) {
  const { phase, answer } = suggestion;
  const busy = phase === 'waiting' || phase === 'asking';
  return html`
    <section class="suggestion" aria-labelledby="suggestion-heading" aria-busy=${busy && answer !== null}>
      <h2 id="suggestion-heading">Suggestion</h2>
      ${answer ? content(suggestion, form) : html`<p class="quiet-text">${invitation(phase)}</p>`}
      ${answer && phase === 'failed' ? html`<p class="quiet-text">The text has changed since; no newer suggestion now.</p>` : nothing}
    </section>`;
}

function invitation(phase) {
  if (phase === 'asking') return 'Reading the description…';
  if (phase === 'failed') return 'There is no suggestion now. You can create the ticket without.';
  return 'Describe the problem: when you pause, category, priority and a title are suggested here. '
    + 'Nothing is filled in without your click.';
}

function content(suggestion, form) {
  const { answer } = suggestion;
  const values = suggestion.values();
  return html`
    <ul class="offers">
      ${Object.entries(values).map(([field, value]) => offer(field, value, form))}
    </ul>
    <p class="actions"><button type="button" id="use-all" @click=${form.acceptAll}>Use all</button>
      <span class="quiet-text">What you typed or chose stays.</span></p>
    ${answer.reason ? html`<p class="fallback" id="fallback">${suggestion.whyOffline()}</p>` : nothing}
    <dl class="facts">
      <dt>Confidence</dt>
      <dd><span id="confidence">${percent(answer.confidence)}</span>
        ${suggestion.isSure() ? nothing : html`
          <span class="mark">Below ${percent(config.review_threshold)}: look twice</span>`}</dd>
      <dt>Source</dt><dd id="source">${words(sourceName(answer.source))}</dd>
      ${answer.model ? html`
        <dt>Model</dt><dd class="model" id="model">${answer.model}</dd>
        <dt>Cost</dt><dd id="cost">${words(cost(answer).replace(/^cost /, ''))}</dd>` : nothing}
      <dt>Sentiment</dt><dd>${badge('sentiment', answer.sentiment)}</dd>
      <dt>Urgency</dt><dd>${gauge(answer.urgency_score)}</dd>
      ${answer.rationale || answer.explanation.length
        ? html`<dt>Why</dt><dd id="why">${decidingWords(answer.explanation, answer.rationale)}</dd>` : nothing}
    </dl>`;
}

function offer(field, value, { draft, accepted, accept, putBack }) {
  const used = draft[field] === value;
  return html`
    <li data-offer=${field}>
      <span class="offer-name">${words(field)}</span>
      <span class="offer-value">${field === 'title' ? value : badge(field, value)}</span>
      ${used ? usedMark(field, accepted, putBack) : html`
        <button type="button" aria-label="Use ${field} ${valueName(field, value)}" @click=${() => accept(field, value)}>
          Use</button>`}
    </li>`;
}

const usedMark = (field, accepted, putBack) => (accepted[field] && accepted[field].value !== accepted[field].before
  ? html`<button type="button" class="quiet" aria-label="Undo ${field}" @click=${() => putBack(field)}>Undo</button>`
  : html`<span class="quiet-text">In the form</span>`);
