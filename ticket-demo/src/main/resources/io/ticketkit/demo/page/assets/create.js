// The form for a new ticket. What is typed stays in memory until it is saved, whatever else is looked at meanwhile.
import { html, nothing, render } from './lib.js';
import * as api from './api.js';
import { changed } from './changes.js';
import { categoriesFor, config } from './config.js';
import { counter, focusFirstError, selectField, textField } from './fields.js';
import { words } from './format.js';
import { announce, explain, note } from './notices.js';
import { go, ticketAddress } from './router.js';
import { submitOnce } from './submit.js';
import { suggester } from './suggest.js';
import { suggestionPanel } from './suggestionpanel.js';

const EMPTY = { title: '', description: '', category: '', priority: '' };

export function createView(root) {
  let draft = { ...EMPTY };
  let accepted = {}; // field → {value, before}: values taken from the suggestion, and what they replaced
  let errors = {};
  let trouble = null;
  let saving = false;
  let submit = submitOnce();
  const suggestion = suggester(() => {
    if (suggestion.phase === 'ready') announce(suggestion.inWords());
    draw();
  });

  function edit(field, value) {
    draft = { ...draft, [field]: value };
    const { [field]: _, ...others } = errors;
    errors = others;
    if (field === 'title' || field === 'description') suggestion.textChanged(draft);
    draw();
  }

  /** A value counts as the person's own unless it is empty or came from a suggestion. */
  const isOwn = field => draft[field] !== '' && draft[field] !== accepted[field]?.value;

  function accept(field, value) {
    accepted = { ...accepted, [field]: { value, before: draft[field] } };
    const { [field]: _, ...others } = errors;
    errors = others;
    draft = { ...draft, [field]: value };
    announce(`${words(field)} filled in`);
    draw();
  }

  function acceptAll() {
    for (const [field, value] of Object.entries(suggestion.values())) {
      if (!isOwn(field) && draft[field] !== value) accept(field, value);
    }
  }

  function putBack(field) {
    const { [field]: taken, ...others } = accepted;
    accepted = others;
    draft = { ...draft, [field]: taken.before };
    draw();
  }

  async function save(event) {
    event.preventDefault();
    if (saving) return; // a double click is one ticket
    saving = true;
    trouble = null;
    errors = {};
    draw();
    try {
      const ticket = await submit(bodyOf(draft));
      clear();
      note(`Ticket ${ticket.id} created.`);
      changed({ kind: 'created', ticket });
      if (!root.hidden) go(ticketAddress(ticket.id));
    } catch (error) {
      refused(error);
    } finally {
      saving = false;
      draw();
    }
  }

  function refused(error) {
    errors = error.fields ?? {};
    trouble = Object.keys(errors).some(field => field in EMPTY) ? null : explain(error);
    saving = false;
    draw();
    focusFirstError(root);
  }

  function clear() {
    draft = { ...EMPTY };
    accepted = {};
    errors = {};
    trouble = null;
    submit = submitOnce();
    suggestion.reset();
    draw();
  }

  function draw() {
    if (root.hidden) return;
    render(html`
      <div class="view-head"><h1 id="create-heading" tabindex="-1">New ticket</h1></div>
      <form class="form with-suggestion" novalidate @submit=${save} aria-labelledby="create-heading">
        ${textField({ name: 'title', label: 'Title', value: draft.title, errors: errors.title, required: true,
          hint: counter(draft.title, config.limits.title), input: value => edit('title', value) })}
        ${textField({ name: 'description', label: 'Description', value: draft.description, rows: 10, required: true,
          errors: errors.description, hint: counter(draft.description, config.limits.description),
          input: value => edit('description', value) })}
        ${suggestionPanel(suggestion, { draft, accepted, isOwn, accept, acceptAll, putBack })}
        <div class="pair">
          ${selectField({ name: 'category', label: 'Category', value: draft.category, errors: errors.category,
            options: [['', 'Decide for me'], ...categoriesFor(draft.category).map(({ code, label }) => [code, label])],
            input: value => edit('category', value) })}
          ${selectField({ name: 'priority', label: 'Priority', value: draft.priority, errors: errors.priority,
            options: [['', 'Decide for me'], ...config.priorities.map(name => [name, words(name)])],
            input: value => edit('priority', value) })}
        </div>
        ${trouble ? html`<p class="error" role="alert">The ticket is not saved. ${trouble} Your text is kept.</p>` : nothing}
        <p class="actions">
          <button type="submit" class="primary" aria-disabled=${saving}>${saving ? 'Creating…' : 'Create ticket'}</button>
          ${isEmpty(draft) ? nothing : html`<button type="button" class="quiet" @click=${clear}>Clear</button>`}
        </p>
      </form>`, root);
  }

  addEventListener('beforeunload', event => {
    if (!isEmpty(draft)) event.preventDefault();
  });

  return { title: () => 'New ticket', show: draw, refresh: () => suggestion.textChanged(draft) };
}

const isEmpty = draft => draft.title.trim() === '' && draft.description.trim() === '';

/** What is sent: fields left to the server are left out. */
function bodyOf({ title, description, category, priority }) {
  return { title, description, ...(category && { category }), ...(priority && { priority }) };
}
