// Status indicator: connection to the event stream, age of the data, availability of the history.

import { byId, el } from './dom.js';
import { ago, timeWithSeconds, when } from './format.js';
import { goLive } from './state.js';
import { t } from './text.js';

const QUIET_MS = 120_000;

export class Status {
  #announce;
  #model;
  #connected = false;
  #everConnected = false;
  #changedAt = null;
  #readAt = null;
  #newest = null; // window of the last change
  #storeUp = true;
  #kind = 'connecting';

  constructor(announce, model) {
    this.#announce = announce;
    this.#model = model;
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

  /** Records that an event has changed counts of the model. */
  changed() {
    this.#changedAt = Date.now();
    this.#newest = this.#model.newestWindow;
    this.show();
  }

  /** Records that the model was read; a window newer than the last change dates the change to its end, or to now while it is open. */
  read() {
    const { newestWindow, windowMs } = this.#model;
    this.#readAt = Date.now();
    if (newestWindow > this.#newest) {
      this.#newest = newestWindow;
      this.#changedAt = Math.max(this.#changedAt, this.#readAt - Math.max(0, this.#model.now() - newestWindow - windowMs));
    }
    this.show();
  }

  store(up) {
    this.#storeUp = up;
    this.show();
  }

  #what(until) {
    const age = this.#changedAt === null ? null : Date.now() - this.#changedAt;
    if (!this.#connected) return this.#everConnected ? ['lost', t('disconnected')] : ['connecting', t('connecting')];
    if (!this.#storeUp) return ['unavailable', t('withoutHistory')];
    if (until !== null) return ['past', when(until)];
    if (age === null) return ['live', t('live')];
    if (age > QUIET_MS) return ['quiet', t('quiet'), ...t('lastChange', ago(age))];
    return ['live', t('live'), ...t('updated', ago(age))];
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
    const asOf = this.#readAt === null ? '' : ` ${t('asOf', timeWithSeconds(Math.max(this.#readAt, this.#changedAt)))}`;
    const texts = {
      lost: t('lostBanner') + asOf,
      unavailable: t('unavailableBanner'),
      past: t('pastBanner'),
    };
    banner.hidden = !(kind in texts);
    banner.dataset.kind = kind;
    banner.replaceChildren(texts[kind] ?? '');
    if (kind === 'past') banner.append(' ', el('button', { type: 'button', onclick: goLive }, t('backToLive')));
  }
}
