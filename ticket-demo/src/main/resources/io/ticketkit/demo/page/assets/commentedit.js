// One entry of the conversation being edited.
import { html, live, nothing } from './lib.js';
import * as api from './api.js';
import { config } from './config.js';
import { counter } from './fields.js';
import { explain, note } from './notices.js';

/** `host`: draw(), saved(), stopped(). */
export function commentEdit(item, host) {
  let text = item.content;
  let trouble = null;
  let saving = false;
  const what = item.internal ? 'note' : 'reply';
  const field = `edit-entry-${item.id}`;

  const hasChanges = () => text.trim() !== item.content;

  async function save(event) {
    event.preventDefault();
    if (saving) return;
    if (!hasChanges()) {
      host.stopped();
      return;
    }
    saving = true;
    trouble = null;
    host.draw();
    try {
      await api.editResponse(item.id, text);
      note(`The ${what} is changed.`);
      host.saved();
    } catch (error) {
      trouble = error.status === 404
        ? `This ${what} was deleted meanwhile. Your text is kept here so that you can copy it.`
        : `Not saved. ${explain(error)} Your text is kept.`;
    } finally {
      saving = false;
      host.draw();
    }
  }

  function input(event) {
    text = event.target.value;
    trouble = null;
    host.draw();
  }

  const view = () => html`
    <form class="entry-edit" novalidate @submit=${save}>
      <label class="hidden" for=${field}>Text of the ${what}</label>
      <textarea id=${field} rows="4" aria-invalid=${trouble ? 'true' : 'false'} aria-describedby="${field}-below"
        .value=${live(text)} @input=${input}></textarea>
      <div class="below" id="${field}-below">
        ${trouble ? html`<p class="error" role="alert">${trouble}</p>` : nothing}
        <p class="hint">${counter(text, config.limits.content)}</p>
      </div>
      <p class="actions">
        <button type="submit" class="primary" aria-disabled=${saving}>${saving ? 'Saving…' : 'Save'}</button>
        <button type="button" @click=${host.stopped}>Cancel</button>
      </p>
    </form>`;

  return { view, hasChanges };
}
