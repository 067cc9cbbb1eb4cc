// The files of a ticket: what hangs on it, and what is on its way there.
import { html, live, nothing, repeat } from './lib.js';
import * as api from './api.js';
import { config, isStaff } from './config.js';
import { confirm } from './confirm.js';
import { download } from './download.js';
import { fileSize, percent } from './format.js';
import { announce, explain, note, tell } from './notices.js';
import { pagesOf } from './pages.js';
import { folding, time } from './parts.js';
import { upload } from './upload.js';


/** `host`: draw(), renew() to read the ticket again. */
export function attachmentsOf(id, host) {
  const pages = pagesOf(address => api.attachments(id, address), host.draw);
  let uploads = []; // {number, file, internal, share, trouble, cancel}
  let internal = false;
  let numbers = 0;

  function choose(event) {
    const files = [...event.target.files];
    event.target.value = ''; // so that the same file can be chosen again
    start(files);
  }

  function drop(event) {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    start([...event.dataTransfer.files]);
  }

  async function start(files) {
    const added = files.map(file => ({ number: ++numbers, file, internal, share: 0, trouble: tooLarge(file), cancel: null }));
    uploads = [...uploads, ...added];
    host.draw();
    // one after the other: the line is shared anyhow, and each one is a new version of the ticket
    for (const item of added.filter(each => !each.trouble)) await send(item);
  }

  function tooLarge({ size }) {
    const limit = config.limits.attachment;
    return limit && size > limit ? `It is larger than ${fileSize(limit)}.` : null;
  }

  async function send(item) {
    if (!uploads.includes(item)) return; // taken back before its turn
    Object.assign(item, { share: 0, trouble: null });
    const { done, cancel } = upload(id, item.file, item, share => {
      item.share = share;
      host.draw();
    });
    item.cancel = cancel;
    host.draw();
    try {
      await done;
      forget(item);
      note(`${item.file.name} is attached.`);
      await renew(item.internal);
    } catch (error) {
      item.cancel = null;
      if (error.name === 'AbortError') {
        forget(item);
        announce(`${item.file.name} was not sent.`);
      } else {
        item.trouble = Object.values(error.fields ?? {}).flat().join(' ') || explain(error);
        host.draw();
        pages.load(); // an answer may have been lost: the list says whether the file arrived
      }
    }
  }

  function forget(item) {
    uploads = uploads.filter(other => other !== item);
    host.draw();
  }

  const renew = hidden => (hidden ? Promise.all([pages.load(), host.renewHistory()]) : host.renew());

  async function remove(file) {
    const sure = await confirm({
      heading: 'Delete this file?',
      text: html`<p>“${file.name}” (${fileSize(file.size)}) will be gone for good.</p>`,
      yes: 'Delete', no: 'Keep it',
    });
    if (!sure) return;
    try {
      await api.deleteAttachment(id, file.id);
      note(`${file.name} is deleted.`);
    } catch (error) {
      if (error.status !== 404) {
        tell(error, `${file.name} was not deleted.`);
        return;
      }
    }
    await renew(file.internal);
  }

  const view = () => folding({ name: 'attachments', heading: 'Attachments', extra: count() }, html`
    ${pages.items.length ? html`<ul class="files">${repeat(pages.items, file => file.id, fileView)}</ul>`
      : pages.phase === 'ready' ? html`<p class="quiet-text">No files yet.</p>` : nothing}
    ${pages.below('The files')}
    ${uploads.length ? html`<ul class="files">${repeat(uploads, item => item.number, uploadView)}</ul>` : nothing}
    <div class="drop" @dragover=${event => event.preventDefault()} @drop=${drop}>
      <label class="button small" for="attach">Attach files…</label>
      <input type="file" id="attach" class="hidden" multiple aria-describedby="attach-hint" @change=${choose}>
      <span class="quiet-text" id="attach-hint">or drop them here${config.limits.attachment
        ? `, up to ${fileSize(config.limits.attachment)} each` : ''}</span>
      ${isStaff() ? html`<label class="internal-too"><input type="checkbox" name="internal" .checked=${live(internal)}
        @change=${event => { internal = event.target.checked; host.draw(); }}> Internal: the requester does not see them</label>` : nothing}
    </div>`);

  const count = () => (pages.items.length ? html` <span class="quiet-text">${pages.items.length}</span>` : nothing);

  const fileView = file => html`
    <li data-file=${file.id} data-internal=${file.internal}>
      <a href=${api.attachmentPath(id, file.id)} download=${file.name} @click=${event => download(event, file.name)}>${file.name}</a>
      ${file.internal ? html`<span class="note-mark">Internal</span>` : nothing}
      <span class="file-facts"><span class="quiet-text">${fileSize(file.size)} · ${file.author} · ${time(file.created_at)}</span>
        ${isStaff() || file.author === config.user.id ? html`<button type="button" class="quiet danger small"
          aria-label="Delete ${file.name}" @click=${() => remove(file)}>Delete</button>` : nothing}</span>
    </li>`;

  const uploadView = item => html`
    <li data-upload=${item.file.name}>
      <span>${item.file.name}</span>
      ${item.trouble ? html`<p class="error" role="alert">Not attached. ${item.trouble}</p>
        <span class="file-facts">
          ${tooLarge(item.file) ? nothing : html`<button type="button" class="small" @click=${() => send(item)}>Try again</button>`}
          <button type="button" class="quiet small" aria-label="Dismiss ${item.file.name}" @click=${() => forget(item)}>Dismiss</button>
        </span>` : html`
        <span class="file-facts">
          <progress max="1" .value=${item.share} aria-label="Sent of ${item.file.name}"></progress>
          <span class="quiet-text">${item.cancel ? item.share < 1 ? percent(item.share) : 'Being kept…' : 'Waiting'}</span>
          <button type="button" class="quiet small" aria-label="Cancel ${item.file.name}"
            @click=${() => (item.cancel ? item.cancel() : forget(item))}>Cancel</button>
        </span>`}
    </li>`;

  return {
    view, load: pages.load, failed: pages.failed, lost: pages.lost, get items() { return pages.items; },
    hasText: () => uploads.some(item => !item.trouble),
  };
}
