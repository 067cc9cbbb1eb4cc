// The form of the detail view; `edit` is an edit session.
import { html, nothing } from './lib.js';
import { categoriesFor, config } from './config.js';
import { counter, selectField, textField } from './fields.js';
import { words } from './format.js';

export function editForm(edit, cancel) {
  const { values, errors, trouble, saving } = edit;
  const common = name => ({
    prefix: 'edit', name, value: values[name], errors: errors[name], input: value => edit.input(name, value),
  });
  const save = event => {
    event.preventDefault();
    edit.save();
  };
  return html`
    <form class="form" novalidate aria-label="Edit ticket" @submit=${save}>
      ${textField({ ...common('title'), label: 'Title', required: true, hint: counter(values.title, config.limits.title) })}
      ${textField({ ...common('description'), label: 'Description', required: true, rows: 12,
        hint: counter(values.description, config.limits.description) })}
      <div class="pair">
        ${selectField({ ...common('category'), label: 'Category',
          options: categoriesFor(values.category).map(({ code, label }) => [code, label]) })}
        ${selectField({ ...common('priority'), label: 'Priority',
          options: config.priorities.map(name => [name, words(name)]) })}
        ${textField({ ...common('assignee'), label: 'Assignee' })}
        ${textField({ ...common('tags'), label: 'Tags', hint: 'Separated by commas' })}
      </div>
      ${trouble ? html`<p class="error" role="alert">${trouble}</p>` : nothing}
      <p class="actions">
        <button type="submit" class="primary" aria-disabled=${saving}>${saving ? 'Saving…' : 'Save'}</button>
        <button type="button" @click=${cancel}>Cancel</button>
      </p>
    </form>`;
}
