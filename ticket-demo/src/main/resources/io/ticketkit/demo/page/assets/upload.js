// Sends one file, and tells how far it is. fetch() cannot tell that, so this is the one place with XMLHttpRequest.
import { attachmentsPath, Refused, Unreachable } from './api.js';
import { reached, unreachable } from './connection.js';
import { bearer, refused } from './session.js';

/** Sends `file`; `progress(share)` hears from 0 to 1. Gives {done, cancel}: what the server keeps, and a way to stop. */
export function upload(ticket, file, { internal }, progress) {
  const request = new XMLHttpRequest();
  const known = bearer();
  const done = new Promise((resolve, reject) => {
    request.upload.addEventListener('progress', event => {
      if (event.lengthComputable && event.total > 0) progress(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      reached();
      if (request.status === 401) refused(known);
      const body = json(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body);
      else reject(new Refused(request.status, body, request.getResponseHeader('X-Request-Id')));
    });
    request.addEventListener('error', () => {
      unreachable();
      reject(new Unreachable());
    });
    request.addEventListener('abort', () => reject(new DOMException('Cancelled.', 'AbortError')));
    request.open('POST', attachmentsPath(ticket));
    request.setRequestHeader('Accept', 'application/json');
    Object.entries(known).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.send(form(file, internal));
  });
  return { done, cancel: () => request.abort() };
}

function form(file, internal) {
  const data = new FormData();
  if (internal) data.append('internal', 'true');
  data.append('file', file, file.name);
  return data;
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
