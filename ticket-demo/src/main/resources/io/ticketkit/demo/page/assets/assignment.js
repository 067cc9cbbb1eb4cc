// Who works on a ticket: shown, taken, given to somebody else, given back.
import { html, live, nothing } from './lib.js';
import { config, isStaff } from './config.js';
import { changeField, isPending } from './quickchange.js';

const NONE = html`<span class="quiet-text">nobody</span>`;

/** `host`: draw(), ticket(). */
export function assignmentOf(host) {
  let typed = null; // null while the form is shut

  const set = value => changeField(host.ticket(), 'assignee', value);

  function toggle() {
    typed = typed === null ? '' : null;
    host.draw();
    if (typed !== null) document.getElementById('assign-to')?.focus();
  }

  async function assign(event) {
    event.preventDefault();
    const name = typed.trim();
    if (!name || isPending(host.ticket().id)) return;
    await set(name);
    if (host.ticket()?.assignee !== name) return; // what was typed stays for another try
    typed = null;
    host.draw();
    document.getElementById('assign')?.focus();
  }

  const view = () => {
    const ticket = host.ticket();
    const busy = isPending(ticket.id);
    return html`
      <span class="assignee">${ticket.assignee ?? NONE}${ticket.assignee === config.user.id
        ? html` <span class="quiet-text">(you)</span>` : nothing}</span>
      ${isStaff() ? html`<span class="assign-tools">
        <button type="button" id="assign" class="small quiet" aria-expanded=${typed !== null} @click=${toggle}>
          ${typed === null ? 'Assign…' : 'Never mind'}</button>
        ${ticket.assignee ? html`<button type="button" id="unassign" class="small quiet" aria-disabled=${busy}
          @click=${event => event.detail > 1 || set(null)}>Unassign</button>` : nothing}
      </span>` : nothing}
      ${typed === null ? nothing : html`
        <form class="inline" novalidate aria-label="Assign" @submit=${assign}>
          <label class="hidden" for="assign-to">Assign to</label>
          <input id="assign-to" list="agents" autocomplete="off" placeholder="Who?" .value=${live(typed)}
            @input=${event => { typed = event.target.value; host.draw(); }}>
          <datalist id="agents">${(config.agents ?? []).map(agent => html`<option value=${agent.id ?? agent}></option>`)}</datalist>
          <button type="submit" class="small" aria-disabled=${busy}>Assign</button>
        </form>`}`;
  };

  function open() {
    if (typed === null) toggle();
    else document.getElementById('assign-to')?.focus();
  }

  return { view, open };
}
