// A list of the server's that is read page by page, and shown below one another.
import { html, nothing } from './lib.js';
import { explain } from './notices.js';

/** `fetch(address)` gives a page {data, next}, the first without an address; `changed` is called when there is something to draw. */
export function pagesOf(fetch, changed) {
  const self = { items: [], load, failed: () => self.phase === 'failed', phase: 'loading', below };
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
      const page = await fetch(address);
      if (mine !== reads) return; // a later read has taken over
      self.items = [...before, ...page.data];
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
