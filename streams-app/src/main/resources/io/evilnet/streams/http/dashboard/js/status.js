// Status indicator: connection to the event stream, age of the data, availability of the history.

import { byId, el } from './dom.js';
import { formatAge, formatShortDateTime, formatTimeWithSeconds } from './format.js';
import { showLive } from './state.js';
import { t } from './text.js';

const QUIET_MS = 120_000;

export class Status {
  #announce;
  #model;
  #isConnected = false;
  #wasConnected = false;
  #changeTime = null;
  #readTime = null;
  #newestChange = null; // window of the last change
  #isStoreAvailable = true;
  #kind = 'connecting';

  constructor(announce, model) {
    this.#announce = announce;
    this.#model = model;
    setInterval(() => this.show(), 1000);
  }

  setConnected() {
    this.#isConnected = true;
    this.#wasConnected = true;
    this.show();
  }

  setDisconnected() {
    this.#isConnected = false;
    this.show();
  }

  /** Records that an event has changed counts of the model. */
  recordChange() {
    this.#changeTime = Date.now();
    this.#newestChange = this.#model.newestWindow;
    this.show();
  }

  /** Records that the model was read; a window newer than the last change dates the change to its end, or to now while it is open. */
  recordRead() {
    const { newestWindow, windowMs } = this.#model;
    this.#readTime = Date.now();
    if (newestWindow > this.#newestChange) {
      this.#newestChange = newestWindow;
      this.#changeTime = Math.max(this.#changeTime, this.#readTime - Math.max(0, this.#model.now() - newestWindow - windowMs));
    }
    this.show();
  }

  setStoreAvailable(isAvailable) {
    this.#isStoreAvailable = isAvailable;
    this.show();
  }

  #describe(until) {
    const age = this.#changeTime === null ? null : Date.now() - this.#changeTime;
    if (!this.#isConnected) return this.#wasConnected ? ['lost', t('disconnected')] : ['connecting', t('connecting')];
    if (!this.#isStoreAvailable) return ['unavailable', t('withoutHistory')];
    if (until !== null) return ['past', formatShortDateTime(until)];
    if (age === null) return ['live', t('live')];
    if (age > QUIET_MS) return ['quiet', t('quiet'), ...t('lastChange', formatAge(age))];
    return ['live', t('live'), ...t('updated', formatAge(age))];
  }

  until = null;

  show() {
    const [kind, text, before, age, after] = this.#describe(this.until);
    const wideOnly = (content) => el('span', { class: 'wide' }, content);
    byId('status').dataset.kind = kind;
    byId('status-text').replaceChildren(text, ...(age ? [' · ', wideOnly(before), age, wideOnly(after)] : []));
    document.body.dataset.status = kind;
    if (kind !== this.#kind) {
      this.#kind = kind;
      this.#announce(text);
      this.#banner(kind);
    }
  }

  #banner(kind) {
    const banner = byId('banner');
    const asOf = this.#readTime === null ? '' : ` ${t('asOf', formatTimeWithSeconds(Math.max(this.#readTime, this.#changeTime)))}`;
    const texts = {
      lost: t('lostBanner') + asOf,
      unavailable: t('unavailableBanner'),
      past: t('pastBanner'),
    };
    banner.hidden = !(kind in texts);
    banner.dataset.kind = kind;
    banner.replaceChildren(texts[kind] ?? '');
    if (kind === 'past') banner.append(' ', el('button', { type: 'button', onclick: showLive }, t('backToLive')));
  }
}
