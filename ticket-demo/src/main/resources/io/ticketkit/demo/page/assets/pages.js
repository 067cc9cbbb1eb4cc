// A list of the server's that is read page by page, and shown below one another.
import { html, nothing } from './lib.js';
import { Unreachable } from './api.js';
import { explain } from './notices.js';

/**
 * `fetch(address)` gives a page {data, next}, the first without an address; `changed` is called when there is something
 * to draw. At most `ahead` pages are read at once.
 */
export function pagesOf(fetch, changed, ahead = 1) {
  const self = {
    items: [], load, phase: 'loading', below,
    failed: () => self.phase === 'failed',
    /** Whether there was no server: whoever reads one thing after another stops here. */
    lost: () => self.phase === 'failed' && error instanceof Unreachable,
  };
  let next = null;
  let error = null;
  let reads = 0;

  /** Reads from the beginning: what is known so far stays in sight meanwhile. */
  function load() {
    return read(undefined, []);
  }

  const loadMore = () => self.phase === 'ready' && read(next, self.items);

  async function read(address, before) {
    const mine = ++reads;
    self.phase = 'loading';
    changed();
    try {
      let items = before;
      let page = { next: address };
      for (let i = 0; i < ahead && page.next !== null; i++) {
        page = await fetch(page.next);
        if (mine !== reads) return; // a later read has taken over
        items = [...items, ...page.data];
      }
      self.items = items;
      next = page.next;
      self.phase = 'ready';
    } catch (reason) {
      if (mine !== reads) return;
      self.phase = 'failed';
      error = reason;
    }
    changed();
  }

  /** What stands below the items: that they are being read, why they could not be, or a button for more. */
  function below(what) {
    const { phase, items } = self;
    return html`
      ${phase === 'loading' && !items.length ? html`<p class="quiet-text">Loading…</p>` : nothing}
      ${phase === 'failed' ? html`<p class="error" role="alert">${what} could not be loaded. ${explain(error)}
        <button type="button" @click=${load}>Try again</button></p>` : nothing}
      ${next ? html`<p><button type="button" aria-disabled=${phase === 'loading'} @click=${loadMore}>Load more</button></p>` : nothing}`;
  }

  return self;
}

/** One thing of the server's, read whole: the same, with a `value` instead of items; null until it is known. */
export function valueOf(fetch, changed) {
  const pages = pagesOf(async () => ({ data: [await fetch()], next: null }), changed);
  const { load, failed, lost, below } = pages;
  return {
    load, failed, lost, below,
    get phase() { return pages.phase; },
    get value() { return pages.items[0] ?? null; },
  };
}
