// The list of tickets: filters, rows, more rows.
import { html, nothing, render, repeat } from './lib.js';
import * as api from './api.js';
import { changed, onChange } from './changes.js';
import { isAdmin } from './config.js';
import { countFilters, filterBar, readFilters, stillMatches } from './filters.js';
import { plural } from './format.js';
import { announce, note, tell, tellOfRead } from './notices.js';
import { failure } from './parts.js';
import { onPending } from './quickchange.js';
import { listShown } from './router.js';
import { headRow, row, skeletonRows } from './rows.js';
import { onStatistics } from './statistics.js';
import { strip } from './strip.js';

const TYPING_MS = 300;

export function listView(root) {
  let filters = new URLSearchParams();
  let tickets = [];
  let next = null;
  let phase = 'loading'; // loading, ready, more, failed
  let error = null;
  let outdated = true; // rows must be read again before they are next shown
  let readWith = null; // the filters the rows were read with
  let folded = true;
  let numbers = { stats: null };
  let request = null;
  let typing;

  async function load() {
    request?.abort();
    const mine = request = new AbortController();
    phase = 'loading';
    outdated = false;
    draw();
    try {
      const page = await api.tickets(filters, mine.signal);
      tickets = page.data;
      next = page.next;
      readWith = String(filters);
      phase = 'ready';
      announce(tickets.length ? shown() : 'No tickets found');
    } catch (reason) {
      if (mine.signal.aborted) return; // a later request has taken over
      // rows that were asked for like this stay in sight: old news is better than none
      phase = readWith === String(filters) && tickets.length ? 'ready' : 'failed';
      error = reason;
      outdated = true;
      if (phase === 'ready') tellOfRead(reason, 'The list could not be renewed.');
    }
    draw();
  }

  async function loadMore() {
    if (phase !== 'ready') return;
    const mine = request = new AbortController();
    phase = 'more';
    draw();
    try {
      const page = await api.tickets(next, mine.signal);
      append(page);
    } catch (reason) {
      if (mine.signal.aborted) return;
      tellOfRead(reason, 'No more tickets could be loaded.');
    }
    phase = 'ready';
    draw();
  }

  function append(page) {
    // in an order by something that changes, a ticket that has moved may come a second time
    const known = new Set(tickets.map(ticket => ticket.id));
    const fresh = page.data.filter(ticket => !known.has(ticket.id));
    tickets = [...tickets, ...fresh];
    next = page.next;
    announce(`${plural(fresh.length, 'more ticket')}, ${shown()}`);
    if (!next && fresh.length) {
      // the button goes away with the last page: its focus goes on with the first new row
      queueMicrotask(() => root.querySelector(`a[href="#/tickets/${fresh[0].id}"]`)?.focus({ preventScroll: true }));
    }
  }

  const shown = () => `${plural(tickets.length, 'ticket')} shown${next ? ', more available' : ''}`;

  function change(wanted, { typing: more = false } = {}) {
    filters = readFilters(wanted);
    listShown(filters);
    clearTimeout(typing);
    if (more) {
      typing = setTimeout(load, TYPING_MS);
      draw();
    } else {
      load();
    }
  }

  const clear = () => {
    change(new URLSearchParams());
    root.querySelector('#search').focus();
  };

  async function addSamples() {
    if (phase === 'filling') return;
    phase = 'filling';
    draw();
    try {
      const { created } = await api.addSamples();
      note(`${plural(created, 'sample ticket')} added.`);
    } catch (reason) {
      tell(reason, 'The samples were not added.');
    }
    changed({ kind: 'created' });
    load();
  }

  function body() {
    if (phase === 'failed') return failure(error, 'The tickets', load);
    if (phase === 'loading' && !tickets.length) return table(skeletonRows());
    if (!tickets.length) return countFilters(filters) ? noMatch(clear) : noTickets(addSamples, phase === 'filling');
    // of rows read with other filters than the present ones nobody said that they match
    const outside = ticket => readWith === String(filters) && !stillMatches(ticket, filters);
    return html`
      ${table(repeat(tickets, ticket => ticket.id, ticket => row(ticket, { outside: outside(ticket) })))}
      ${next ? html`
        <p class="more"><button type="button" aria-disabled=${phase === 'more'} @click=${loadMore}>
          ${phase === 'more' ? 'Loading…' : 'Load more'}</button></p>` : nothing}`;
  }

  const table = rows => html`
    <table class="tickets" role="table" aria-labelledby="list-heading" aria-busy=${phase === 'loading'}>
      ${headRow()}<tbody role="rowgroup">${rows}</tbody>
    </table>`;

  function draw() {
    if (root.hidden) return;
    render(html`
      <div class="view-head">
        <h1 id="list-heading" tabindex="-1">Tickets</h1>
        <p class="quiet-text" id="shown">${tickets.length && (phase === 'ready' || phase === 'more') ? shown() : nothing}</p>
      </div>
      ${strip(numbers)}
      ${filterBar(filters, { change, clear, folded, fold: () => { folded = !folded; draw(); } })}
      ${body()}`, root);
  }

  onStatistics(latest => {
    numbers = latest;
    draw();
  });

  onPending(draw);
  onChange(({ kind, ticket, id }) => {
    if (kind === 'saved') tickets = tickets.map(old => (old.id === ticket.id ? ticket : old));
    if (kind === 'deleted') tickets = tickets.filter(old => old.id !== id);
    if (kind === 'created' || kind === 'elsewhere') outdated = true;
    draw();
  });

  // coming back to this window: the numbers above the rows are new already
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && !root.hidden && outdated && phase !== 'filling') load();
  });

  return {
    title: () => 'Tickets',
    show(route) {
      const wanted = readFilters(route.query);
      const other = String(wanted) !== String(filters);
      filters = wanted;
      listShown(filters);
      if (other || outdated) load();
      else draw();
    },
    refresh: load,
    redraw: draw,
  };
}

const noMatch = clear => html`
  <div class="empty">
    <h2>No ticket matches</h2>
    <p>Every word must begin a word of the title or the description, and every filter must fit.</p>
    <p><button type="button" @click=${clear}>Clear filters</button></p>
  </div>`;

const noTickets = (addSamples, filling) => html`
  <div class="empty">
    <h2>No tickets yet</h2>
    <p>${isAdmin() ? 'Create the first one, or look around with sixty made-up tickets.' : 'Create the first one.'}</p>
    <p class="actions">
      <a class="button primary" href="#/new">Create the first ticket</a>
      ${isAdmin() ? html`<button type="button" id="samples" aria-disabled=${filling} @click=${addSamples}>
        ${filling ? 'Adding…' : 'Add 60 sample tickets'}</button>` : nothing}
    </p>
  </div>`;
