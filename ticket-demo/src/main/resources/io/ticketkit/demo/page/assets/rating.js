// How satisfied the requester is with the help: one score per ticket, which can be changed.
import { html, live, nothing } from './lib.js';
import * as api from './api.js';
import { config, isStaff } from './config.js';
import { counter } from './fields.js';
import { explain, note } from './notices.js';
import { valueOf } from './pages.js';
import { folding, time } from './parts.js';

const SCORES = { 1: 'very dissatisfied', 2: 'dissatisfied', 3: 'neither', 4: 'satisfied', 5: 'very satisfied' };

/** `host`: draw(), renew() to read the ticket again. */
export function ratingOf(id, host) {
  const known = valueOf(() => api.rating(id), host.draw);
  let score = null; // chosen and not yet saved
  let comment = null; // typed and not yet saved
  let saving = false;
  let trouble = null;

  const shownScore = () => score ?? known.value?.score ?? null;
  const shownComment = () => comment ?? known.value?.comment ?? '';
  const hasChanges = () => (score !== null && score !== known.value?.score)
    || (comment !== null && comment.trim() !== (known.value?.comment ?? ''));

  function change(action) {
    action();
    trouble = null;
    host.draw();
  }

  async function save(event) {
    event.preventDefault();
    if (saving) return;
    if (shownScore() === null) {
      change(() => {});
      trouble = 'Choose a score first.';
      host.draw();
      return;
    }
    saving = true;
    trouble = null;
    host.draw();
    try {
      await api.rate(id, shownScore(), shownComment().trim());
      await known.load();
      score = null;
      comment = null;
      note(`Satisfaction with ticket ${id} saved.`);
      host.renew();
    } catch (error) {
      const fields = Object.values(error.fields ?? {}).flat().join(' ');
      trouble = `Not saved. ${fields || explain(error)} What you chose is kept.`;
    } finally {
      saving = false;
      host.draw();
    }
  }

  const view = () => folding({ name: 'rating', heading: 'Satisfaction', extra: told() }, html`
    ${known.failed() ? known.below('The satisfaction score') : nothing}
    <form novalidate @submit=${save} aria-label="Satisfaction">
      <fieldset class="scores">
        <legend class="hidden">How satisfied ${isStaff() ? 'is the requester' : 'are you'} with the help?</legend>
        ${[1, 2, 3, 4, 5].map(value => html`
          <label title="${value}: ${SCORES[value]}"><input type="radio" name="score" value=${value}
            .checked=${live(shownScore() === value)} @change=${() => change(() => { score = value; })}><span>${value}<span
            class="hidden">, ${SCORES[value]}</span></span></label>`)}
        <span class="quiet-text">${shownScore() ? SCORES[shownScore()] : 'of 5'}</span>
      </fieldset>
      <label class="hidden" for="rating-comment">What was good or bad</label>
      <textarea id="rating-comment" rows="2" placeholder="What was good or bad (optional)" .value=${live(shownComment())}
        @input=${event => change(() => { comment = event.target.value; })}></textarea>
      ${comment ? html`<p class="hint">${counter(comment, config.limits.feedback)}</p>` : nothing}
      ${trouble ? html`<p class="error" role="alert">${trouble}</p>` : nothing}
      <p class="actions"><button type="submit" class="small" aria-disabled=${saving}>${saving ? 'Saving…'
        : known.value ? 'Change' : 'Save'}</button>
        ${hasChanges() ? html`<span class="quiet-text">Not saved yet.</span>` : nothing}
        ${known.value ? html`<span class="quiet-text">${known.value.author},
          ${time(known.value.updated_at)}</span>` : nothing}</p>
    </form>`);

  const told = () => (known.value ? html` <span class="quiet-text">${known.value.score} of 5</span>` : nothing);

  return { view, load: known.load, failed: known.failed, lost: known.lost, hasText: () => comment !== null && hasChanges() };
}
