// Starts the page and shows the view that the address names.
import { html, render } from './lib.js';
import { analyticsView } from './analytics.js';
import { config, loadConfig } from './config.js';
import { onReturn } from './connection.js';
import { createView } from './create.js';
import { dashboardView } from './dashboard.js';
import { detailView } from './detail.js';
import { announce } from './notices.js';
import { listView } from './list.js';
import { failure } from './parts.js';
import { onRetitle, parse, retitle } from './router.js';
import { refreshStatistics } from './statistics.js';

const MINUTE = 60_000;
const section = name => document.getElementById(name);

let views = null;
let current = null; // {name, view, route}
const positions = new Map(); // of views left: how far they were scrolled, and what had the focus

async function start() {
  section('trouble').hidden = false;
  render(starting(), section('trouble'));
  try {
    await loadConfig();
  } catch (error) {
    render(failure(error, 'The tickets', start), section('trouble'));
    return;
  }
  section('trouble').hidden = true;
  section('about').textContent =
    `Classifier: ${config.classifier} · you are ${config.user.id} (${config.user.role})`;
  views ??= {
    list: listView(section('list')),
    detail: detailView(section('detail')),
    create: createView(section('create')),
    dashboard: dashboardView(section('dashboard')),
    analytics: analyticsView(section('analytics')),
  };
  show(parse(location.hash));
  refreshStatistics();
}

const starting = () => html`
  <p class="hidden">Loading…</p>
  ${[1, 2, 3].map(() => html`<p><span class="bone wide"></span></p>`)}`;

function show(route) {
  const arriving = current?.name !== route.view || current.route.id !== route.id;
  if (arriving && current) leave();
  const view = views[route.view];
  const before = current;
  current = { name: route.view, view, route };
  for (const name of Object.keys(views)) section(name).hidden = name !== route.view;
  view.show(route);
  markNavigation(route.view);
  retitle();
  if (arriving && before) arrive(before);
}

function leave() {
  positions.set(current.name, { top: scrollY, focused: document.activeElement });
}

/** Back in the list one is where one was; anywhere else one starts at the heading. */
function arrive(before) {
  const position = positions.get(current.name);
  if (current.name === 'list' && before.name === 'detail' && position?.focused?.isConnected) {
    scrollTo(0, position.top);
    position.focused.focus({ preventScroll: true });
  } else {
    scrollTo(0, 0);
    section(current.name).querySelector('h1')?.focus({ preventScroll: true });
  }
}

function markNavigation(name) {
  for (const link of document.querySelectorAll('.nav a')) {
    if (link.dataset.view === name) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}


addEventListener('hashchange', () => views && show(parse(location.hash)));
// the address belongs to the views: the skip link must not change it
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  section('main').focus();
});
onRetitle(() => { document.title = `${current.view.title()} – TicketKit`; });
onReturn(() => {
  announce('The server is back.');
  if (views) current.view.refresh();
  else start();
});
// "3 min ago" grows older
setInterval(() => current?.view.redraw?.(), MINUTE);

start();
