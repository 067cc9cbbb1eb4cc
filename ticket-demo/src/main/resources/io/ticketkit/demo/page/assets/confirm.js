// Asks before something that cannot be undone.
import { html, render } from './lib.js';

const dialog = document.createElement('dialog');
dialog.setAttribute('aria-labelledby', 'confirm-heading');
document.body.append(dialog);

/** True when the person says so; Escape is a no. */
export function confirmDelete(ticket) {
  const answer = value => () => dialog.close(value);
  render(html`
    <h2 id="confirm-heading">Delete ticket ${ticket.id}?</h2>
    <p>“${ticket.title}” and all that hangs on it will be erased. This cannot be undone.</p>
    <p class="actions">
      <button type="button" autofocus @click=${answer('no')}>Keep it</button>
      <button type="button" class="danger" id="confirm-delete" @click=${answer('yes')}>Delete</button>
    </p>`, dialog);
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise(resolve => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}
