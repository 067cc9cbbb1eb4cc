// Which other tickets a ticket has to do with: linked and merged ones, likely duplicates, similar ones.
import { html, live, nothing } from './lib.js';
import * as api from './api.js';
import { changed } from './changes.js';
import { isStaff } from './config.js';
import { confirm } from './confirm.js';
import { percent } from './format.js';
import { explain, note, tell } from './notices.js';
import { pagesOf, valueOf } from './pages.js';
import { badge, folding } from './parts.js';
import { go, ticketAddress } from './router.js';

const KINDS = { original: 'Merged into', duplicate: 'Merged into this one', related: 'Linked' };

/** `host`: draw(), ticket(), renew(), vanished() when this ticket turned out to be gone. */
export function relatedOf(id, host) {
  const similar = valueOf(find, host.draw);
  const links = pagesOf(address => api.links(id, address), host.draw);
  let typed = '';
  let trouble = null;
  let merging = false;

  async function find() {
    const duplicates = await api.similar(id, 'duplicates');
    const same = new Set(duplicates.map(other => other.id));
    const all = await api.similar(id, 'all');
    return [...duplicates.map(other => ({ ...other, duplicate: true })), ...all.filter(other => !same.has(other.id))];
  }

  const duplicates = () => (similar.value ?? []).filter(other => other.duplicate);
  const others = () => (similar.value ?? []).filter(other => !other.duplicate);

  /** Asks, then merges one into the other, in the direction that the person chooses. */
  async function merge(other) {
    if (merging) return;
    let into = Math.min(id, other.id); // the older one is the original as a rule
    const choose = event => { into = Number(event.target.value); };
    const sure = await confirm({
      heading: 'Merge two tickets?',
      text: html`
        <p>The duplicate will be closed, and its conversation goes on in the original, where it can be read.
          This cannot be undone.</p>
        <fieldset class="choices">
          <legend>Which is the original?</legend>
          ${[[id, host.ticket().title, 'this ticket'], [other.id, other.title, null]].map(([number, title, hint]) => html`
            <label><input type="radio" name="original" value=${number} .checked=${live(number === into)} @change=${choose}>
              <span><b>#${number}</b> ${title}${hint ? html` <span class="quiet-text">(${hint})</span>` : nothing}</span></label>`)}
        </fieldset>`,
      yes: 'Merge', id: 'confirm-merge',
    });
    if (!sure) return;
    merging = true;
    trouble = null;
    host.draw();
    try {
      await (into === id ? api.merge(other.id, id) : api.merge(id, into, host.ticket().version));
      typed = '';
      merged(into === id ? other.id : id, into);
    } catch (error) {
      refused(error, other);
    } finally {
      merging = false;
      host.draw();
    }
  }

  function merged(duplicate, original) {
    note(`Ticket ${duplicate} is merged into ticket ${original}.`);
    changed({ kind: 'created' }); // another row is another one now: the list is read anew
    if (original === id) host.renew();
    else go(ticketAddress(original));
  }

  function refused(error, other) {
    if (error.status === 412) {
      trouble = `Not merged: ticket ${id} was changed meanwhile. Look at it, then merge again.`;
      host.renew();
    } else if (error.status === 404) {
      trouble = `Not merged: there is no ticket ${other.id} any more, or no ticket ${id}.`;
      host.renew();
    } else {
      trouble = `Not merged. ${explain(error)}`;
    }
  }

  /** A ticket by its number, for what nothing suggested. */
  async function mergeTyped(event) {
    event.preventDefault();
    const number = Number(typed.replace(/^#/, ''));
    if (!Number.isSafeInteger(number) || number < 1 || number === id) {
      trouble = number === id ? 'A ticket cannot be merged into itself.' : 'Write the number of the other ticket.';
      host.draw();
      return;
    }
    trouble = null;
    try {
      await merge(await api.ticket(number));
    } catch (error) {
      trouble = error.status === 404 ? `There is no ticket ${number}.` : explain(error);
    }
    host.draw();
  }

  const view = () => folding({ name: 'related', heading: 'Related tickets', extra: warning() }, html`
    ${links.items.length ? html`<ul class="others">${links.items.map(link)}</ul>` : nothing}
    ${links.below('Linked tickets')}
    ${duplicates().length ? html`<h3>Likely duplicates</h3><ul class="others">${duplicates().map(otherView)}</ul>` : nothing}
    ${others().length ? html`<h3>Similar</h3><ul class="others">${others().map(otherView)}</ul>` : nothing}
    ${similar.phase === 'ready' && !similar.value?.length ? html`<p class="quiet-text">No similar ticket was found.</p>` : nothing}
    ${isStaff() && (similar.failed() || (!similar.value && links.phase !== 'loading')) ? similar.below('Similar tickets') : nothing}
    ${!isStaff() && links.phase === 'ready' && !links.items.length ? html`<p class="quiet-text">None.</p>` : nothing}
    ${trouble ? html`<p class="error" role="alert">${trouble}</p>` : nothing}
    ${isStaff() && !host.ticket().merged_into ? byNumber() : nothing}`);

  const warning = () => (duplicates().length && !host.ticket().merged_into
    ? html` <span class="mark">Likely duplicate</span>` : nothing);

  const byNumber = () => html`
    <form class="inline" novalidate @submit=${mergeTyped}>
      <label for="merge-with">Merge with ticket</label>
      <input id="merge-with" inputmode="numeric" size="6" autocomplete="off" placeholder="number" .value=${live(typed)}
        @input=${event => { typed = event.target.value; trouble = null; host.draw(); }}>
      <button type="submit" class="small" aria-disabled=${merging}>${merging ? 'Merging…' : 'Merge…'}</button>
    </form>`;

  const link = ({ kind, ticket, title, status }) => html`
    <li data-link=${kind}><a href=${ticketAddress(ticket)}>#${ticket} ${title}</a>
      <span class="other-facts"><span class="quiet-text">${KINDS[kind] ?? kind}</span> ${badge('status', status)}</span></li>`;

  const otherView = other => html`
    <li data-similar=${other.id}>
      <a href=${ticketAddress(other.id)}>#${other.id} ${other.title}</a>
      <span class="other-facts">${badge('status', other.status)}
        <span class="quiet-text" title=${other.shared_words?.length ? `Shared words: ${other.shared_words.join(', ')}` : nothing}>
          ${percent(other.score)} alike</span>
        ${isStaff() && !host.ticket().merged_into ? html`<button type="button" class="small quiet" aria-disabled=${merging}
          aria-label="Merge with ticket ${other.id}" @click=${() => merge(other)}>Merge…</button>` : nothing}
      </span>
    </li>`;

  /** Merges with the ticket of that number, as somebody suggested. */
  async function mergeWith(number) {
    try {
      await merge(duplicates().find(other => other.id === number) ?? await api.ticket(number));
    } catch (error) {
      tell(error, 'Not merged.');
    }
  }

  return { view, similar, links, mergeWith };
}
