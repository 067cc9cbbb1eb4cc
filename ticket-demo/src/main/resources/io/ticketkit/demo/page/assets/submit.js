// Creates one ticket from one form, however often it is sent: a double click, or another try after an answer got lost.
import * as api from './api.js';
import { Refused } from './api.js';
import { newKey } from './keys.js';

/** A function that saves the form's content and gives the ticket. One per form; a new form needs a new one. */
export function submitOnce() {
  const key = newKey();
  const unanswered = []; // bodies of earlier tries whose outcome we never learned

  return async function submit(body) {
    try {
      return await create(body);
    } catch (error) {
      if (!(isOtherBody(error) && unanswered.length)) throw error;
      // An earlier try has made the ticket, with the text of then: the same again names it, and the rest is a change.
      return api.changeTicket(await find(), body);
    }
  };

  async function create(body) {
    try {
      return await api.createTicket(body, key);
    } catch (error) {
      if (!(error instanceof Refused) || error.isServerError) unanswered.push(body);
      throw error;
    }
  }

  async function find() {
    let refusal;
    for (const body of unanswered) {
      try {
        return await api.createTicket(body, key);
      } catch (error) {
        if (!isOtherBody(error)) throw error;
        refusal = error;
      }
    }
    throw refusal;
  }
}

const isOtherBody = error => error instanceof Refused && error.status === 422;
