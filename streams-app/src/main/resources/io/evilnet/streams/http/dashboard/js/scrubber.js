// Moves the range within the retained windows: a slider with a thumb as wide as the range.

import { byId } from './dom.js';
import { span, when } from './format.js';
import { change, onChange, state } from './state.js';

const MOST_PART = 0.9; // of the retained windows: a longer range has little room to move
const DELAY_MS = 300; // between the last move of the thumb and the query

export class Scrubber {
  #model;
  #box = byId('scrubber-box');
  #input = byId('scrubber');
  #timer = null;

  constructor(model) {
    this.#model = model;
    this.#input.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#apply(), DELAY_MS);
      const end = Number(this.#input.value);
      byId('scrubbed').textContent = this.#describe(end - this.#length(), end);
    });
    onChange((now, before) => {
      if (['range', 'from', 'until'].every((name) => now[name] === before[name])) return;
      clearTimeout(this.#timer);
      this.#timer = null;
    });
  }

  #length() {
    return this.#model.end() - this.#model.start();
  }

  show() {
    const { oldestWindow: oldest, windowMs } = this.#model;
    const [length, end] = [this.#length(), this.#model.openEnd()];
    this.#box.hidden = oldest === null || length > MOST_PART * (end - oldest);
    if (this.#box.hidden || this.#timer !== null) return;
    const attributes = { min: oldest + length, max: end, step: windowMs };
    for (const [name, value] of Object.entries(attributes)) {
      if (this.#input[name] !== String(value)) this.#input[name] = value;
    }
    this.#input.value = this.#model.end();
    this.#input.style.setProperty('--part', length / (end - oldest));
    byId('scrub-oldest').textContent = when(oldest);
    byId('scrubbed').textContent = '';
    this.#describe(this.#model.start(), this.#model.end());
  }

  /** Sets the range for screen readers, and returns its text. */
  #describe(start, end) {
    const text = span(start, end);
    this.#input.setAttribute('aria-valuetext', text);
    return text;
  }

  /** The newest range is live unless its start was chosen. */
  #apply() {
    this.#timer = null;
    const until = Number(this.#input.value);
    if (state().range === 'custom') change({ from: until - this.#length(), until });
    else change({ until: until < this.#model.openEnd() ? until : null });
  }
}
