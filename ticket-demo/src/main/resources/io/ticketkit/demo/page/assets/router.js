// The address after # decides what is shown: #/?status=open, #/tickets/12, #/dashboard, #/analytics, #/new.
let list = '#/';
let title = () => {};

/** {view, id, query} of an address; anything unknown is the list. */
export function parse(hash) {
  const [path, search = ''] = hash.replace(/^#/, '').split('?', 2);
  const query = new URLSearchParams(search);
  const ticket = /^\/tickets\/(\d+)\/?$/.exec(path);
  if (ticket) return { view: 'detail', id: Number(ticket[1]), query };
  if (/^\/dashboard\/?$/.test(path)) return { view: 'dashboard', query };
  if (/^\/analytics\/?$/.test(path)) return { view: 'analytics', query };
  if (/^\/settings\/?$/.test(path)) return { view: 'settings', query };
  if (/^\/account\/?$/.test(path)) return { view: 'account', query };
  if (/^\/new\/?$/.test(path)) return { view: 'create', query };
  return { view: 'list', query };
}

export const listAddress = query => (String(query) ? `#/?${query}` : '#/');

export const ticketAddress = id => `#/tickets/${id}`;

/** The list with the filters it had when it was last seen. */
export const lastList = () => list;

/** The list is shown with these filters: no new entry for Back, filters are refined, not visited. */
export function listShown(query) {
  list = listAddress(query);
  if (location.hash !== list) history.replaceState(null, '', list);
}

export function go(hash) {
  location.hash = hash;
}

/** Says that the view in sight has another title now. */
export const retitle = () => title();

export function onRetitle(listener) {
  title = listener;
}
