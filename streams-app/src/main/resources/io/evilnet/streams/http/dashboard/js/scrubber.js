// Moves the range within the retained windows: a slider with a thumb as wide as the range.

import { byId } from './dom.js';
import { formatInterval, formatShortDateTime } from './format.js';
import { getState, onStateChange, setState } from './state.js';

const MAX_RANGE_SHARE = 0.9; // of the retained windows: a longer range has little room to move
const DELAY_MS = 300; // between the last move of the thumb and the query

export class Scrubber {
  #model;
  #container = byId('scrubber-box');
  #slider = byId('scrubber');
  #timer = null;

  constructor(model) {
    this.#model = model;
    this.#slider.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#applyRange(), DELAY_MS);
      const end = Number(this.#slider.value);
      byId('scrubbed').textContent = this.#updateLabel(end - this.#rangeLength(), end);
    });
    onStateChange((current, previous) => {
      if (['range', 'from', 'until'].every((name) => current[name] === previous[name])) return;
      clearTimeout(this.#timer);
      this.#timer = null;
    });
  }

  #rangeLength() {
    return this.#model.end() - this.#model.start();
  }

  show() {
    const { oldestWindow: oldest, windowMs } = this.#model;
    const [length, end] = [this.#rangeLength(), this.#model.openEnd()];
    this.#container.hidden = oldest === null || length > MAX_RANGE_SHARE * (end - oldest);
    if (this.#container.hidden || this.#timer !== null) return;
    const attributes = { min: oldest + length, max: end, step: windowMs };
    for (const [name, value] of Object.entries(attributes)) {
      if (this.#slider[name] !== String(value)) this.#slider[name] = value;
    }
    this.#slider.value = this.#model.end();
    this.#slider.style.setProperty('--part', length / (end - oldest));
    byId('scrub-oldest').textContent = formatShortDateTime(oldest);
    byId('scrubbed').textContent = '';
    this.#updateLabel(this.#model.start(), this.#model.end());
  }

  /** Sets the range for screen readers, and returns its text. */
  #updateLabel(start, end) {
    const text = formatInterval(start, end);
    this.#slider.setAttribute('aria-valuetext', text);
    return text;
  }

  /** The newest range is live unless its start was chosen. */
  #applyRange() {
    this.#timer = null;
    const until = Number(this.#slider.value);
    if (getState().range === 'custom') setState({ from: until - this.#rangeLength(), until });
    else setState({ until: until < this.#model.openEnd() ? until : null });
  }
}
