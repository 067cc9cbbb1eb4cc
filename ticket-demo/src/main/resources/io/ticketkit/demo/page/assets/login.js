// Logging in and making an account: shown in place of everything else while the server does not know who calls.
import { html, nothing, render } from './lib.js';
import * as api from './api.js';
import { focusFirstError, textField } from './fields.js';
import { announce, explain } from './notices.js';
import { begin } from './session.js';

const OPEN = document.body.dataset.registration !== 'off'; // whether one may make an account
const EMPTY = { email: '', name: '', password: '' };

/** `done()` is called when somebody has logged in. */
export function loginView(root, done) {
  let values = { ...EMPTY };
  let errors = {};
  let trouble = null;
  let busy = false;
  let registering = false;
  let again = false;

  function edit(field, value) {
    values = { ...values, [field]: value };
    const { [field]: _, ...others } = errors;
    errors = others;
    draw();
  }

  async function send(event) {
    event.preventDefault();
    if (busy) return;
    Object.assign(values, { email: values.email.trim() });
    busy = true;
    trouble = null;
    errors = {};
    draw();
    try {
      if (registering) {
        await api.register(values);
        registering = false; // whatever becomes of the rest, there is an account now
      }
      begin((await api.login(values.email, values.password)).access_token);
      values = { ...EMPTY };
      await done();
    } catch (error) {
      refused(error);
    } finally {
      busy = false;
      draw();
    }
  }

  function refused(error) {
    errors = error.fields ?? {};
    trouble = Object.keys(errors).length ? null : explain(error);
    busy = false;
    draw();
    if (trouble) root.querySelector('#login-password')?.focus();
    else focusFirstError(root);
  }

  const field = (name, label, more) => textField({
    name, label, value: values[name], errors: errors[name], required: true, prefix: 'login',
    input: value => edit(name, value), ...more,
  });

  function draw() {
    if (root.hidden) return;
    render(html`
      <div class="view-head"><h1 id="login-heading" tabindex="-1">${registering ? 'Create an account' : 'Log in'}</h1></div>
      <form class="form login" novalidate @submit=${send} aria-labelledby="login-heading">
        ${again ? html`<p role="status">You are logged out, perhaps because an hour is over. What you typed is kept.</p>` : nothing}
        ${field('email', 'Email address', { type: 'email', autocomplete: 'username' })}
        ${registering ? field('name', 'Name', { autocomplete: 'name' }) : nothing}
        ${field('password', 'Password', { type: 'password',
          autocomplete: registering ? 'new-password' : 'current-password',
          hint: registering ? 'At least 8 characters' : undefined })}
        ${trouble ? html`<p class="error" role="alert">${trouble}</p>` : nothing}
        <p class="actions">
          <button type="submit" class="primary" aria-disabled=${busy}>${words()}</button>
          ${otherWay()}
        </p>
      </form>`, root);
  }

  function otherWay() {
    if (registering) return html`<a href="#/login">I have an account</a>`;
    return OPEN ? html`<a href="#/register">Create an account</a>` : nothing;
  }

  function words() {
    if (registering) return busy ? 'Creating…' : 'Create account';
    return busy ? 'Logging in…' : 'Log in';
  }

  return {
    /** `lost`: somebody was logged in before. */
    show({ register, lost }) {
      const other = (OPEN && register) !== registering;
      registering = OPEN && register;
      again = lost;
      if (other) {
        errors = {};
        trouble = null;
      }
      draw();
      if (lost) announce('You are logged out. What you typed is kept.');
      root.querySelector('h1').focus({ preventScroll: true });
    },
    title: () => (registering ? 'Create an account' : 'Log in'),
  };
}
