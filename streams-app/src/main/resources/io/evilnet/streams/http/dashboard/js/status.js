// Status indicator: connection to the event stream, age of the data, availability of the history.

import { byId, el } from './dom.js';
import { ago, timeWithSeconds, when } from './format.js';
import { goLive } from './state.js';

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

  /** Records that counts were changed or read. */
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
    if (until !== null) return ['past', when(until)];
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
    const asOf = this.#changedAt === null ? '' : ` Data as of ${timeWithSeconds(this.#changedAt)}.`;
    const texts = {
      lost: `The connection to EvilNet is lost. Reconnecting…${asOf}`,
      away: 'Cassandra is unavailable. Counting continues and new counts appear; the history returns automatically.',
      past: 'You are viewing historical data.',
    };
    banner.hidden = !(kind in texts);
    banner.dataset.kind = kind;
    banner.replaceChildren(texts[kind] ?? '');
    if (kind === 'past') banner.append(' ', el('button', { type: 'button', onclick: goLive }, 'Back to live'));
  }
}
