// Asks before something that cannot be undone.
import { html, render } from './lib.js';

const dialog = document.createElement('dialog');
dialog.setAttribute('aria-labelledby', 'confirm-heading');
document.body.append(dialog);

/** True when the person says so; Escape is a no. `text` may be a template; `danger` is what cannot be undone. */
export function confirm({ heading, text, yes, no = 'Cancel', danger = true, id = 'confirm-yes' }) {
  const answer = value => () => dialog.close(value);
  render(html`
    <h2 id="confirm-heading">${heading}</h2>
    <div class="text">${text}</div>
    <p class="actions">
      <button type="button" autofocus @click=${answer('no')}>${no}</button>
      <button type="button" class=${danger ? 'danger' : 'primary'} id=${id} @click=${answer('yes')}>${yes}</button>
    </p>`, dialog);
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise(resolve => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

export const confirmDelete = ticket => confirm({
  heading: `Delete ticket ${ticket.id}?`,
  text: html`<p>“${ticket.title}” and all that hangs on it will be erased. This cannot be undone.</p>`,
  yes: 'Delete', no: 'Keep it', id: 'confirm-delete',
});
