// Who is logged in here: the token that goes with every request. It is kept for this tab alone and as long as it is open:
// a reload keeps it, another tab or tomorrow's browser has to log in. In no cookie, so no other page can use it.
const KEY = 'ticketkit.token';
const listeners = new Set();
let token = remembered();

// Storage may be forbidden; one is then logged in as long as the page is not left.
function remembered() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep() {
  try {
    if (token) sessionStorage.setItem(KEY, token);
    else sessionStorage.removeItem(KEY);
  } catch {
    // see remembered()
  }
}

export const isLoggedIn = () => token !== null;

export const bearer = () => (token ? { Authorization: `Bearer ${token}` } : {});

export function begin(fresh) {
  token = fresh;
  keep();
}

export function end() {
  token = null;
  keep();
}

/** Calls `listener` when the server does not know any more who calls. */
export function onRefused(listener) {
  listeners.add(listener);
}

/** A request with these headers got 401. One that was sent before somebody logged in again says nothing. */
export function refused(sent) {
  if ((sent.Authorization ?? null) !== (bearer().Authorization ?? null)) return;
  end();
  listeners.forEach(listener => listener());
}
