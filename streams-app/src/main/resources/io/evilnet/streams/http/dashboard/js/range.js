// The selected time range: its text, its controls, steps to the previous and next range, and a link with fixed times.

import { byId } from './dom.js';
import { offset, span, zone } from './format.js';
import { RANGES } from './metrics.js';
import { LONGEST_MS, address, change, state, toggleZone } from './state.js';
import { t } from './text.js';

/** The range as text. */
export function words({ range, until }, model) {
  return until === null ? RANGES[range].words : span(model.start(), model.end());
}

/** Moves the range to another end and keeps its length. */
export function showUntil(end) {
  const { from, until } = state();
  change({ until: end, from: from === null ? null : from + end - until });
}

const toInput = (millis) => new Date(millis - offset(millis)).toISOString().slice(0, 16);
const fromInput = (text, zone) => Date.parse(zone === 'utc' ? `${text}Z` : text);

export class RangeControls {
  #model;
  #isOpen = false;

  /** The initial times of the inputs: their text is ambiguous in the hour that is repeated at the end of daylight saving time. */
  #filled = {};

  constructor(model) {
    this.#model = model;
    byId('ranges').addEventListener('click', ({ target }) => this.#choose(target.dataset.range));
    byId('custom').addEventListener('submit', (event) => this.#submit(event));
    byId('to').addEventListener('input', ({ target }) => target.setCustomValidity(''));
    byId('from').addEventListener('input', () => byId('to').setCustomValidity(''));
    byId('earlier').addEventListener('click', () => this.#step(-1));
    byId('later').addEventListener('click', () => this.#step(1));
    byId('zone').addEventListener('click', toggleZone);
    byId('fixed').addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // opens another tab or window
      event.preventDefault();
      change(this.#fixed());
    });
  }

  show() {
    const model = this.#model;
    const { range, until, zone: chosen } = state();
    const isOpen = this.#isOpen || range === 'custom';
    for (const button of byId('ranges').children) {
      const isCustom = button.dataset.range === 'custom';
      button.setAttribute('aria-pressed', String(isCustom ? isOpen : !isOpen && button.dataset.range === range));
    }
    if (byId('custom').hidden === isOpen) this.#fill();
    byId('custom').hidden = !isOpen;
    byId('shown').textContent = `${span(model.start(), model.end())} ${zone(model.end())}`;
    byId('earlier').disabled = model.oldestWindow === null || model.start() <= model.oldestWindow;
    byId('later').disabled = until === null || model.end() >= model.openEnd();
    byId('fixed').hidden = until !== null;
    byId('fixed').href = address({ ...state(), ...this.#fixed() });
    byId('zone').hidden = chosen !== 'utc' && offset(Date.now()) === 0;
    byId('zone').textContent = chosen === 'utc' ? t('showLocal') : t('showUtc');
    byId('zone-note').textContent = chosen === 'utc' ? t('utcNote') : t('localNote', zone(Date.now()));
  }

  #fixed() {
    return { until: this.#model.end() };
  }

  #fill() {
    this.#filled = { from: this.#model.start(), to: this.#model.end() };
    for (const [id, millis] of Object.entries(this.#filled)) byId(id).value = toInput(millis);
    byId('to').setCustomValidity('');
  }

  /** Fills the inputs again after a change of the time zone or the range. */
  changed(isOtherRange) {
    if (isOtherRange) this.#isOpen = false;
    this.#fill();
  }

  #choose(range) {
    if (!range) return;
    this.#isOpen = range === 'custom';
    if (this.#isOpen) this.show();
    else change({ range, from: null, until: null });
  }

  #submit(event) {
    event.preventDefault();
    const { zone } = state();
    const [from, to] = Object.entries(this.#filled).map(([id, millis]) => (byId(id).value === toInput(millis) ? millis : fromInput(byId(id).value, zone)));
    const problem = !(from < to) ? t('endBeforeStart') : to - from > LONGEST_MS ? t('tooLong') : '';
    byId('to').setCustomValidity(problem);
    if (problem) byId('to').reportValidity();
    else change({ range: 'custom', from, until: Math.min(to, Math.max(this.#model.openEnd(), from + this.#model.windowMs)) });
  }

  /** The previous or next range of the same length; the newest one is live unless its start was chosen. */
  #step(by) {
    const model = this.#model;
    const length = model.end() - model.start();
    const until = Math.min(model.end() + by * length, model.openEnd());
    if (state().range === 'custom') change({ from: until - length, until });
    else change({ until: until < model.openEnd() ? until : null });
  }
}
