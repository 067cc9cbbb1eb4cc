// Starts the page and shows the view that the address names.
import { html, nothing, render } from './lib.js';
import { accountView } from './account.js';
import { analyticsView } from './analytics.js';
import * as api from './api.js';
import { config, isAdmin, loadConfig, reloadConfig } from './config.js';
import { onReturn } from './connection.js';
import { createView } from './create.js';
import { dashboardView } from './dashboard.js';
import { detailView } from './detail.js';
import { announce } from './notices.js';
import { listView } from './list.js';
import { loginView } from './login.js';
import { failure } from './parts.js';
import { onRetitle, parse, retitle } from './router.js';
import { end, onRefused } from './session.js';
import { settingsView } from './settings.js';
import { refreshStatistics } from './statistics.js';

const MINUTE = 60_000;
const VIEWS = ['list', 'detail', 'create', 'dashboard', 'analytics', 'settings', 'account'];
const section = name => document.getElementById(name);
const login = loginView(section('login'), unlock);

const LOGIN = /^#\/(login|register)\/?$/;

let views = null;
let current = null; // {name, view, route}
let wanted = null; // the address to go back to once somebody has logged in; null while somebody is
const positions = new Map(); // of views left: how far they were scrolled, and what had the focus

async function start() {
  section('trouble').hidden = false;
  render(starting(), section('trouble'));
  try {
    await loadConfig();
  } catch (error) {
    if (error.status !== 401) render(failure(error, 'The tickets', start), section('trouble'));
    return; // whoever is not logged in is asked to: see lock()
  }
  section('trouble').hidden = true;
  introduce();
  views ??= {
    list: listView(section('list')),
    detail: detailView(section('detail')),
    create: createView(section('create')),
    dashboard: dashboardView(section('dashboard')),
    analytics: analyticsView(section('analytics')),
    settings: settingsView(section('settings'), async () => {
      await reloadConfig();
      introduce();
    }),
    account: accountView(section('account'), name => {
      config.user.name = name;
      introduce();
    }),
  };
  show(parse(location.hash));
  refreshStatistics();
}

/** Says who one is, to somebody who can be somebody else. */
function introduce() {
  const { id, name, role, logged_in: known } = config.user;
  section('to-settings').hidden = !isAdmin();
  section('about').textContent = `Classifier: ${config.classifier} · you are ${id} (${role})`;
  render(known ? html`
    <a href="#/account" data-view="account">${name}</a>
    <button type="button" class="small" id="log-out" @click=${logOut}>Log out</button>` : nothing, section('user'));
}

/** Nothing of what was read or typed stays in this tab. */
function logOut() {
  end();
  history.replaceState(null, '', '#/');
  location.reload();
}

/** The server does not know who calls: everything else waits behind the form, as it was. */
function lock() {
  if (wanted === null) {
    wanted = LOGIN.test(location.hash) ? '#/' : location.hash;
    if (current) leave();
    for (const name of VIEWS) section(name).hidden = true;
    section('trouble').hidden = true;
    frame(false);
  }
  section('login').hidden = false;
  login.show({ register: /register/.test(location.hash), lost: views !== null });
  retitle();
}

const frame = shown => document.querySelectorAll('.nav, #user').forEach(part => { part.hidden = !shown; });

async function unlock() {
  const before = config?.user.id;
  const fresh = await api.config();
  // of somebody else's nothing is shown, nor kept
  if (before !== undefined && before !== fresh.user.id) {
    history.replaceState(null, '', wanted || '#/');
    location.reload();
    return;
  }
  const address = wanted;
  wanted = null;
  section('login').hidden = true;
  frame(true);
  if (LOGIN.test(location.hash)) history.replaceState(null, '', address || '#/');
  if (!views) {
    await start();
  } else {
    show(parse(location.hash));
    refreshStatistics();
  }
  section(current?.name ?? 'main').querySelector('h1')?.focus({ preventScroll: true });
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
  for (const name of VIEWS) section(name).hidden = name !== route.view;
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
  for (const link of document.querySelectorAll('.nav a, #user a')) {
    if (link.dataset.view === name) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

addEventListener('hashchange', () => {
  if (wanted !== null) lock();
  else if (views) show(parse(location.hash));
});
onRefused(() => wanted === null && lock());
// the address belongs to the views: the skip link must not change it
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  section('main').focus();
});
onRetitle(() => { document.title = `${(wanted === null ? current.view : login).title()} – TicketKit`; });
onReturn(() => {
  announce('The server is back.');
  if (wanted !== null) return;
  if (views) current.view.refresh();
  else start();
});
// "3 min ago" grows older
setInterval(() => wanted === null && current?.view.redraw?.(), MINUTE);

start();
