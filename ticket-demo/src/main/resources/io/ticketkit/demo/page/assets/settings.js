// What an admin sets: read, changed, tried. Secrets go in and never come out.
import { html, nothing, render } from './lib.js';
import * as api from './api.js';
import { isAdmin } from './config.js';
import { focusFirstError, selectField, textField } from './fields.js';
import { announce, explain, note } from './notices.js';
import { failure, time } from './parts.js';
import { GROUPS, sent, shown } from './settingsfields.js';

const SOURCES = { stored: 'Set here', environment: 'From the environment', default: 'The default', left_out: 'Set here, but not in force: it does not work' };
const OWN = '{"fallback": "other", "categories": [{"code": "other", "label": "Other"}]}';

/** `changed()` is called when something else is in force. */
export function settingsView(root, changed) {
  let settings = null;
  let typed = {}; // texts by field, of those that were touched
  let errors = {};
  let trouble = null;
  let busy = false;
  let unread = null;
  let reports = {};
  let trying = null;
  let history = null;

  async function load() {
    if (!isAdmin()) return draw();
    try {
      [settings, history] = await Promise.all([api.settings(), api.settingsHistory()]);
      unread = null;
    } catch (error) {
      unread = error;
    }
    draw();
  }

  /** What was typed into these fields; null and messages where it cannot be sent. */
  function body(fields) {
    const all = {};
    for (const field of fields.filter(({ name }) => name in typed)) {
      try {
        all[field.name] = typed[field.name] === null ? null : sent(field, typed[field.name]);
      } catch {
        errors = { ...errors, [field.name]: ['This is not valid JSON.'] };
      }
    }
    return Object.keys(errors).length ? null : all;
  }

  const everything = GROUPS.flatMap(group => group.fields);

  async function save(event) {
    event?.preventDefault();
    if (busy) return;
    errors = {};
    trouble = null;
    const changes = body(everything);
    if (changes === null) return refuse();
    busy = true;
    draw();
    try {
      settings = await api.changeSettings(settings.version, changes);
      typed = {};
      note('The settings are saved, and in force.');
      history = await api.settingsHistory();
      await changed();
    } catch (error) {
      if (error.status === 412 && error.current) {
        settings = error.current;
        trouble = 'Somebody else changed the settings meanwhile. What you typed is kept: look at it, and save again.';
      } else {
        errors = error.fields ?? {};
        trouble = Object.keys(errors).length ? null : explain(error);
      }
    } finally {
      busy = false;
      refuse();
    }
  }

  function refuse() {
    draw();
    focusFirstError(root);
  }

  async function test(group) {
    if (trying) return;
    errors = {};
    trouble = null;
    const trial = body(group.fields);
    if (trial === null) return refuse();
    trying = group.name;
    reports = { ...reports, [group.name]: null };
    draw();
    try {
      const report = await api.testSettings(group.name, trial);
      reports = { ...reports, [group.name]: report };
      announce(report.checks.map(check => check.message).join(' '));
    } catch (error) {
      errors = error.fields ?? {};
      trouble = Object.keys(errors).length ? null : explain(error);
    } finally {
      trying = null;
      refuse();
    }
  }

  function type(name, text) {
    typed = { ...typed, [name]: text };
    draw();
  }

  const isStored = source => source === 'stored' || source === 'left_out';

  function reset(name) {
    typed = { ...typed, [name]: null };
    save();
  }

  const value = field => typed[field.name] ?? shown(field, settings[field.name]);

  function control(field) {
    const { name, label, kind, options, rows, hint } = field;
    const common = { name, label, errors: errors[name], prefix: 'setting', value: value(field), input: text => type(name, text) };
    if (kind === 'secret') return secret(field, common);
    const source = settings.sources[name];
    const told = html`${hint ? `${hint}. ` : ''}${SOURCES[source]}${name in typed ? ', changed' : ''}`;
    const field_ = options ? choice(field, common) : textField({ ...common, rows, hint: told });
    return html`<div class="setting" data-source=${source}>${field_}
      ${options ? html`<p class="hint">${told}</p>` : nothing}
      ${isStored(source) ? html`<button type="button" class="small" @click=${() => reset(name)}
        aria-label="Reset ${label}">Reset</button>` : nothing}</div>`;
  }

  function choice({ kind, name, options, label }, common) {
    if (kind !== 'taxonomy') return selectField({ ...common, options });
    const own = common.value.trim().startsWith('{') || !options.some(([option]) => option === common.value);
    return html`
      ${selectField({ ...common, value: own ? 'own' : common.value, options,
        input: option => type(name, option === 'own' ? OWN : option) })}
      ${own ? textField({ ...common, name: `${name}-own`, label: `${label}, as JSON`, rows: 6 }) : nothing}`;
  }

  function secret({ name, label }, common) {
    const { set, source } = settings.secrets[name];
    const told = set ? `Is set${source === 'environment' ? ', in the environment' : ''}. Empty leaves it as it is`
      : source ? SOURCES[source] : 'Is not set';
    const removed = name in typed && !typed[name];
    return html`<div class="setting" data-secret=${set ? 'set' : 'none'}>
      ${textField({ ...common, type: 'password', autocomplete: 'new-password', hint: removed ? 'Will be removed' : told,
        input: text => {
          const { [name]: before, ...others } = typed;
          typed = text === '' ? others : { ...others, [name]: text };
          draw();
        } })}
      ${source === 'left_out' ? html`<button type="button" class="small" @click=${() => reset(name)}
        aria-label="Reset ${label}">Reset</button>` : nothing}
      ${set && !removed ? html`<button type="button" class="small" @click=${() => type(name, '')}
        aria-label="Remove ${label}">Remove</button>` : nothing}</div>`;
  }

  const groupView = group => html`
    <fieldset class="form settings-group" data-group=${group.name}>
      <legend>${group.legend}</legend>
      <div class="pair">${group.fields.map(control)}</div>
      ${group.test ? html`
        <p class="actions"><button type="button" data-test=${group.name} aria-disabled=${trying !== null}
          @click=${() => test(group)}>${trying === group.name ? 'Testing…' : group.test}</button></p>
        ${reportView(group.name)}` : nothing}
    </fieldset>`;

  const reportView = name => reports[name] ? html`
    <ul class="report" data-report=${name} data-ok=${reports[name].ok}>
      ${reports[name].checks.map(({ ok, message }) => html`
        <li><strong>${ok ? 'Works' : 'Fails'}:</strong> ${message}</li>`)}
    </ul>` : nothing;

  const historyView = () => html`
    <section class="panel" aria-labelledby="settings-history">
      <h2 id="settings-history">Changes</h2>
      ${history.data.length ? html`<ul class="report changes">
        ${history.data.map(change => html`<li>${time(change.changed_at)} ${change.changed_by}:
          <strong>${change.field.replaceAll('_', ' ')}</strong> from ${change.from} to ${change.to}</li>`)}</ul>`
    : html`<p class="quiet-text">None yet.</p>`}
      ${history.next ? html`<p class="actions"><button type="button" @click=${more}>Older</button></p>` : nothing}
    </section>`;

  async function more() {
    try {
      const page = await api.settingsHistory(history.next);
      history = { data: [...history.data, ...page.data], next: page.next };
    } catch (error) {
      trouble = explain(error);
    }
    draw();
  }

  const form = () => html`
    ${settings.problems.map(text => html`<p class="error" role="alert">${text}</p>`)}
    ${settings.can_store_secrets ? nothing : html`<p class="hint-block">Keys and tokens cannot be stored here:
      TICKET_SETTINGS_KEY is not set in the environment.</p>`}
    <form novalidate aria-label="Settings" class="settings" @submit=${save}>
      ${GROUPS.map(groupView)}
      ${trouble ? html`<p class="error" role="alert">${trouble}</p>` : nothing}
      <p class="actions">
        <button type="submit" class="primary" aria-disabled=${busy}>${busy ? 'Saving…' : 'Save settings'}</button>
        ${Object.keys(typed).length ? html`<button type="button" @click=${forget}>Discard changes</button>` : nothing}
      </p>
    </form>
    ${historyView()}`;

  function forget() {
    typed = {};
    errors = {};
    trouble = null;
    draw();
  }

  function draw() {
    if (root.hidden) return;
    render(html`
      <div class="view-head"><h1 id="settings-heading" tabindex="-1">Settings</h1></div>
      ${!isAdmin() ? html`<p class="empty">Only an admin may see this.</p>`
    : unread ? failure(unread, 'The settings', load)
      : settings ? form() : html`<p><span class="bone wide"></span></p>`}`, root);
  }

  return {
    title: () => 'Settings',
    show() {
      draw();
      load();
    },
    refresh: load,
  };
}
