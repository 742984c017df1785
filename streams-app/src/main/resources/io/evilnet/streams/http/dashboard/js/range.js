// The selected time range: its text, its controls, steps to the previous and next range, and a link with fixed times.

import { byId } from './dom.js';
import { formatInterval, formatTimeZone, zoneOffset } from './format.js';
import { RANGES } from './metrics.js';
import { MAX_RANGE_MS, getState, setState, stateUrl, toggleZone } from './state.js';
import { t } from './text.js';

/** The range as text. */
export function rangeText({ range, until }, model) {
  return until === null ? RANGES[range].label : formatInterval(model.start(), model.end());
}

/** Moves the range to another end and keeps its length. */
export function setRangeEnd(end) {
  const { from, until } = getState();
  setState({ until: end, from: from === null ? null : from + end - until });
}

const toInputValue = (millis) => new Date(millis - zoneOffset(millis)).toISOString().slice(0, 16);
const parseInputValue = (text, zone) => Date.parse(zone === 'utc' ? `${text}Z` : text);

export class RangeControls {
  #model;
  #isCustomOpen = false;

  /** The initial times of the inputs: their text is ambiguous in the hour that is repeated at the end of daylight saving time. */
  #initialTimes = {};

  constructor(model) {
    this.#model = model;
    byId('ranges').addEventListener('click', ({ target }) => this.#selectRange(target.dataset.range));
    byId('custom').addEventListener('submit', (event) => this.#submit(event));
    byId('to').addEventListener('input', ({ target }) => target.setCustomValidity(''));
    byId('from').addEventListener('input', () => byId('to').setCustomValidity(''));
    byId('earlier').addEventListener('click', () => this.#step(-1));
    byId('later').addEventListener('click', () => this.#step(1));
    byId('zone').addEventListener('click', toggleZone);
    byId('fixed').addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // opens another tab or window
      event.preventDefault();
      setState(this.#fixedRange());
    });
  }

  show() {
    const model = this.#model;
    const { range, until, zone: selectedZone } = getState();
    const isOpen = this.#isCustomOpen || range === 'custom';
    for (const button of byId('ranges').children) {
      const isCustom = button.dataset.range === 'custom';
      button.setAttribute('aria-pressed', String(isCustom ? isOpen : !isOpen && button.dataset.range === range));
    }
    if (byId('custom').hidden === isOpen) this.#fillInputs();
    byId('custom').hidden = !isOpen;
    byId('shown').textContent = `${formatInterval(model.start(), model.end())} ${formatTimeZone(model.end())}`;
    byId('earlier').disabled = model.oldestWindow === null || model.start() <= model.oldestWindow;
    byId('later').disabled = until === null || model.end() >= model.openEnd();
    byId('fixed').hidden = until !== null;
    byId('fixed').href = stateUrl({ ...getState(), ...this.#fixedRange() });
    byId('zone').hidden = selectedZone !== 'utc' && zoneOffset(Date.now()) === 0;
    byId('zone').textContent = selectedZone === 'utc' ? t('showLocal') : t('showUtc');
    byId('zone-note').textContent = selectedZone === 'utc' ? t('utcNote') : t('localNote', formatTimeZone(Date.now()));
  }

  #fixedRange() {
    return { until: this.#model.end() };
  }

  #fillInputs() {
    this.#initialTimes = { from: this.#model.start(), to: this.#model.end() };
    for (const [id, millis] of Object.entries(this.#initialTimes)) byId(id).value = toInputValue(millis);
    byId('to').setCustomValidity('');
  }

  /** Fills the inputs again after a change of the time zone or the range. */
  resetInputs(isOtherRange) {
    if (isOtherRange) this.#isCustomOpen = false;
    this.#fillInputs();
  }

  #selectRange(range) {
    if (!range) return;
    this.#isCustomOpen = range === 'custom';
    if (this.#isCustomOpen) this.show();
    else setState({ range, from: null, until: null });
  }

  #submit(event) {
    event.preventDefault();
    const { zone } = getState();
    const [from, to] = Object.entries(this.#initialTimes).map(([id, millis]) => (byId(id).value === toInputValue(millis) ? millis : parseInputValue(byId(id).value, zone)));
    const message = !(from < to) ? t('endBeforeStart') : to - from > MAX_RANGE_MS ? t('tooLong') : '';
    byId('to').setCustomValidity(message);
    if (message) byId('to').reportValidity();
    else setState({ range: 'custom', from, until: Math.min(to, Math.max(this.#model.openEnd(), from + this.#model.windowMs)) });
  }

  /** The previous or next range of the same length; the newest one is live unless its start was chosen. */
  #step(direction) {
    const model = this.#model;
    const length = model.end() - model.start();
    const until = Math.min(model.end() + direction * length, model.openEnd());
    if (getState().range === 'custom') setState({ from: until - length, until });
    else setState({ until: until < model.openEnd() ? until : null });
  }
}
