// The own account: the name, and the password.
import { html, nothing, render } from './lib.js';
import * as api from './api.js';
import { focusFirstError, textField } from './fields.js';
import { explain, note } from './notices.js';
import { begin } from './session.js';

const EMPTY = { current_password: '', password: '' };

/** `renamed(name)` is called when the person has another name. */
export function accountView(root, renamed) {
  let user = null;
  let name = null; // typed and not saved
  let passwords = { ...EMPTY };
  let errors = {};
  let trouble = null;
  let busy = false;

  async function load() {
    try {
      user = await api.me();
      trouble = null;
    } catch (error) {
      trouble = explain(error);
    }
    draw();
  }

  async function save(event, changes, saved) {
    event.preventDefault();
    if (busy) return;
    busy = true;
    errors = {};
    trouble = null;
    draw();
    try {
      user = await api.changeMe(changes);
      saved();
    } catch (error) {
      errors = error.fields ?? {};
      trouble = Object.keys(errors).length ? null : explain(error);
    } finally {
      busy = false;
      draw();
      focusFirstError(root);
    }
  }

  const saveName = event => save(event, { name: name ?? user.name }, () => {
    name = null;
    renamed(user.name);
    note('Your name is saved.');
  });

  const savePassword = event => save(event, passwords, () => {
    // the token of before is void
    begin(user.access_token);
    passwords = { ...EMPTY };
    note('Your password is changed. Everywhere else you are logged out.');
  });

  const password = (field, label, autocomplete, hint) => textField({
    name: field, label, value: passwords[field], errors: errors[field], required: true, prefix: 'account', hint,
    type: 'password', autocomplete, input: value => { passwords = { ...passwords, [field]: value }; draw(); },
  });

  function draw() {
    if (root.hidden) return;
    render(html`
      <div class="view-head"><h1 id="account-heading" tabindex="-1">Your account</h1></div>
      ${trouble ? html`<p class="error" role="alert">${trouble}</p>` : nothing}
      ${user ? html`
        <p>${user.email}, ${user.role}</p>
        <form class="form login" novalidate aria-label="Name" @submit=${saveName}>
          ${textField({ name: 'name', label: 'Name', value: name ?? user.name, errors: errors.name, required: true,
            prefix: 'account', autocomplete: 'name', input: value => { name = value; draw(); } })}
          <p class="actions"><button type="submit" aria-disabled=${busy}>Save name</button></p>
        </form>
        <form class="form login" novalidate aria-label="Password" @submit=${savePassword}>
          <input class="hidden" type="email" autocomplete="username" tabindex="-1" aria-hidden="true" .value=${user.email} readonly>
          ${password('current_password', 'Current password', 'current-password')}
          ${password('password', 'New password', 'new-password', 'At least 8 characters')}
          <p class="actions"><button type="submit" aria-disabled=${busy}>Change password</button></p>
        </form>` : nothing}`, root);
  }

  return {
    title: () => 'Your account',
    show() {
      draw();
      load();
    },
    refresh: load,
  };
}
