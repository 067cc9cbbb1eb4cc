// Follows links to files.
import * as api from './api.js';
import { tell } from './notices.js';
import { isLoggedIn } from './session.js';

const SAVING_MS = 60_000;

/** A link cannot say who follows it: where somebody is logged in, the file is read and handed over. */
export async function download(event, name) {
  if (!isLoggedIn()) return;
  event.preventDefault();
  try {
    const url = URL.createObjectURL(await api.file(event.currentTarget.href));
    Object.assign(document.createElement('a'), { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), SAVING_MS);
  } catch (error) {
    tell(error, `${name} could not be read.`);
  }
}
