// Whether the server can be reached: told by every request (api.js), shown in the header and as a banner.
import { html, nothing, render } from './lib.js';

const RETRY_MS = 5000;

const listeners = new Set();
const status = document.getElementById('connection');
const banner = document.getElementById('banner');
let lost = false;
let timer;
let probing = false;

/** Calls `listener` each time the server answers again after it could not be reached. */
export function onReturn(listener) {
  listeners.add(listener);
}

/** A request was answered, with whatever status. */
export function reached() {
  const returned = lost;
  lost = false;
  clearTimeout(timer);
  if (returned || status.dataset.state !== 'ok') draw();
  if (returned) listeners.forEach(listener => listener());
}

/** A request got no answer. */
export function unreachable() {
  if (!lost) {
    lost = true;
    draw();
  }
  clearTimeout(timer);
  timer = setTimeout(probe, RETRY_MS);
}

/** Asks the server for a sign of life; who waits for it hears through onReturn. */
async function probe() {
  if (probing) return;
  probing = true;
  draw();
  try {
    await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(RETRY_MS) });
    probing = false;
    reached();
  } catch {
    probing = false;
    unreachable();
    draw();
  }
}

function draw() {
  status.dataset.state = lost ? 'lost' : 'ok';
  status.textContent = lost ? 'Offline' : 'Connected';
  render(lost ? html`
    <div class="notice problem" role="alert">
      <p><strong>Cannot reach the server.</strong> Your text is kept.</p>
      <button type="button" @click=${probe}>${probing ? 'Trying…' : 'Try again'}</button>
    </div>` : nothing, banner);
}

addEventListener('online', () => lost && probe());
addEventListener('offline', unreachable);
