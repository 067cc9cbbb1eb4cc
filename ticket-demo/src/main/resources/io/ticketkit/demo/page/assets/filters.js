// The filter bar above the list. Filters live in the address, as the parameters the API knows.
import { html, live, nothing } from './lib.js';
import { isStaff, valuesOf } from './config.js';
import { fieldName, valueName, words } from './format.js';

const CHOICES = ['status', 'priority', 'category', 'sentiment'];
// set by links (a tag of a ticket, say), shown as something to remove
const LINKED = ['assignee', 'requester', 'tag', 'created_after', 'created_before'];
const ORDERS = {
  '-created_at': 'Newest first', created_at: 'Oldest first', '-priority': 'Priority', '-urgency_score': 'Urgency',
  '-updated_at': 'Last changed',
};
const KNOWN = [...CHOICES, ...LINKED, 'needs_review', 'search', 'ordering'];

/** The filters among an address's parameters; the rest, and empty ones, are dropped. */
export function readFilters(query) {
  return new URLSearchParams([...query].filter(([name, value]) => KNOWN.includes(name) && value.trim() !== ''));
}

/** How many filters are set; an order is none. */
export const countFilters = filters => [...filters.keys()].filter(name => name !== 'ordering').length;

/** Whether a ticket as it is now still belongs into the list; search and times are left to the server. */
export function stillMatches(ticket, filters) {
  const chosen = name => filters.getAll(name);
  return CHOICES.every(name => !filters.has(name) || chosen(name).includes(ticket[name]))
    && (!filters.has('needs_review') || chosen('needs_review').includes(String(ticket.needs_review)));
}

function set(filters, name, values) {
  const others = [...filters].filter(([key]) => key !== name);
  return new URLSearchParams([...others, ...values.map(value => [name, value])]);
}

/**
 * The bar. `change(filters, {typing})` gets the new filters; `typing` says that more keystrokes may follow.
 * `folded` hides all but the search on narrow screens.
 */
export function filterBar(filters, { change, clear, folded, fold }) {
  const count = countFilters(set(filters, 'search', []));
  return html`
    <form class="filters" role="search" aria-label="Tickets" @submit=${event => event.preventDefault()}>
      <label class="search">
        <span class="hidden">Search in title and description</span>
        <input type="search" id="search" placeholder="Search in title and description" autocomplete="off"
          .value=${live(filters.get('search') ?? '')}
          @input=${event => change(set(filters, 'search', [event.target.value]), { typing: true })}>
      </label>
      <button type="button" class="fold" aria-expanded=${folded ? 'false' : 'true'} aria-controls="picks" @click=${fold}>
        Filters${count ? ` (${count})` : ''}
      </button>
      <div class="picks ${folded ? 'folded' : ''}" id="picks">
        ${CHOICES.map(name => pick(name, filters, change))}
        ${isStaff() ? html`<label class="check">
          <input type="checkbox" name="needs_review" .checked=${live(filters.get('needs_review') === 'true')}
            @change=${event => change(set(filters, 'needs_review', event.target.checked ? ['true'] : []))}>
          Needs review
        </label>` : nothing}
        ${linkedFilters(filters, change)}
        <label class="order">
          <span>Sort</span>
          <select name="ordering" @change=${event => change(set(filters, 'ordering', [event.target.value]))}>
            ${Object.entries(ORDERS).map(([value, label]) => html`
              <option value=${value} .selected=${value === (filters.get('ordering') ?? '-created_at')}>${label}</option>`)}
          </select>
        </label>
        ${countFilters(filters) ? html`<button type="button" class="quiet" @click=${clear}>Clear all</button>` : nothing}
      </div>
    </form>`;
}

/** A list of check boxes behind a button that names what is ticked. */
function pick(name, filters, change) {
  const chosen = filters.getAll(name);
  const toggle = value => {
    const values = chosen.includes(value) ? chosen.filter(other => other !== value) : [...chosen, value];
    change(set(filters, name, values));
  };
  return html`
    <details class="pick" name="pick" data-filter=${name} @keydown=${closeWithEscape} @focusout=${closeWhenLeft}>
      <summary data-active=${chosen.length > 0}>
        ${words(name)}${chosen.length ? `: ${chosen.map(value => valueName(name, value)).join(', ')}` : ''}
      </summary>
      <fieldset>
        <legend class="hidden">${words(name)}</legend>
        ${valuesOf(name).map(value => html`
          <label class="check">
            <input type="checkbox" name=${name} value=${value} .checked=${live(chosen.includes(value))}
              @change=${() => toggle(value)}>
            <span class="badge" data-field=${name} data-value=${value}>${valueName(name, value)}</span>
          </label>`)}
      </fieldset>
    </details>`;
}

const linkedFilters = (filters, change) => LINKED.flatMap(name => filters.getAll(name).map(value => html`
  <button type="button" class="chip" aria-label="Remove filter ${fieldName(name)} ${value}"
      @click=${() => change(set(filters, name, filters.getAll(name).filter(other => other !== value)))}>
    ${words(fieldName(name))}: ${value} <span aria-hidden="true">✕</span>
  </button>`));

function closeWithEscape(event) {
  if (event.key !== 'Escape') return;
  event.currentTarget.open = false;
  event.currentTarget.querySelector('summary').focus();
}

function closeWhenLeft(event) {
  const next = event.relatedTarget;
  if (next && !event.currentTarget.contains(next)) event.currentTarget.open = false;
}

addEventListener('pointerdown', event => {
  document.querySelectorAll('details.pick[open]').forEach(open => {
    if (!open.contains(event.target)) open.open = false;
  });
});
