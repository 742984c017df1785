// How the page is: whether changes reach it, how old its numbers are, whether the past can be read.

import { byId, el } from './dom.js';
import { ago, moment, timeWithSeconds } from './format.js';
import { change } from './state.js';

const QUIET_MS = 120_000;

export class Status {
  #announce;
  #connected = false;
  #everConnected = false;
  #changedAt = null;
  #storeUp = true;
  #kind = 'connecting';

  constructor(announce) {
    this.#announce = announce;
    setInterval(() => this.show(), 1000);
  }

  connected() {
    this.#connected = true;
    this.#everConnected = true;
    this.show();
  }

  lost() {
    this.#connected = false;
    this.show();
  }

  /** A number has changed, or was read anew. */
  changed() {
    this.#changedAt = Date.now();
    this.show();
  }

  store(up) {
    this.#storeUp = up;
    this.show();
  }

  #what(until) {
    const age = this.#changedAt === null ? null : Date.now() - this.#changedAt;
    if (!this.#connected) return this.#everConnected ? ['lost', 'Disconnected'] : ['connecting', 'Connecting'];
    if (!this.#storeUp) return ['away', 'Live, without history'];
    if (until !== null) return ['past', moment(until)];
    if (age === null) return ['live', 'Live'];
    if (age > QUIET_MS) return ['quiet', 'Quiet', 'last change ', ago(age), ' ago'];
    return ['live', 'Live', 'updated ', ago(age), ' ago'];
  }

  until = null;

  show() {
    const [kind, text, before, age, after] = this.#what(this.until);
    const wide = (words) => el('span', { class: 'wide' }, words);
    byId('status').dataset.kind = kind;
    byId('status-text').replaceChildren(text, ...(age ? [' · ', wide(before), age, wide(after)] : []));
    document.body.dataset.status = kind;
    if (kind !== this.#kind) {
      this.#kind = kind;
      this.#announce(text);
      this.#banner(kind);
    }
  }

  #banner(kind) {
    const banner = byId('banner');
    const asOf = this.#changedAt === null ? '' : ` The numbers are as of ${timeWithSeconds(this.#changedAt)}.`;
    const texts = {
      lost: `The connection to EvilNet is lost; it is tried again by itself.${asOf}`,
      away: 'Cassandra does not answer. Counting goes on and new numbers appear; the past comes back by itself.',
      past: 'This is a look at the past, not the current hour.',
    };
    banner.hidden = !(kind in texts);
    banner.dataset.kind = kind;
    banner.replaceChildren(texts[kind] ?? '');
    if (kind === 'past') banner.append(' ', el('button', { type: 'button', onclick: () => change({ until: null }) }, 'Back to now'));
  }
}
