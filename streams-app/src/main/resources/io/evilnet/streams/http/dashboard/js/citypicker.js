// City search with suggestions, and the list of selected cities.

import { ask } from './api.js';
import { areaName, where } from './area.js';
import { byId, el, morph } from './dom.js';
import { shortName } from './format.js';
import { MOST_CITIES, openCity, removeCity, state } from './state.js';
import { t } from './text.js';

const DELAY_MS = 120;
const SHOWN = 8;
const COMPOSING = 229; // key code of keys of an input method; in Safari, the only sign of the last one

/** The selected cities of a view state that exist; reads those missing in the model. */
export async function knownCities({ cities }, model) {
  const unnamed = cities.filter((id) => !model.cities.has(id));
  if (unnamed.length) model.setCities((await ask('cities', { city: unnamed })).rows);
  return cities.filter((id) => model.cities.has(id));
}

export class Picker {
  #input = byId('search');
  #list = byId('found');
  #chips = byId('chips');
  #rows = [];
  #active = -1;
  #timer = null;
  #asked = 0;
  #chosen;

  /** A search field; calls `found(row)` with the chosen city. */
  constructor(found) {
    this.#chosen = found;
    this.#chips.addEventListener('click', ({ target }) => {
      const chip = target.closest('[data-id]');
      if (chip) removeCity(chip.dataset.id);
    });
    this.#input.addEventListener('input', () => this.#soon());
    this.#input.addEventListener('focus', () => this.#soon());
    this.#input.addEventListener('blur', () => this.#close());
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    this.#list.addEventListener('mousedown', (event) => event.preventDefault()); // keeps the focus in the field
    this.#list.addEventListener('click', ({ target }) => {
      const option = target.closest('[role=option]');
      if (option) this.#choose(this.#rows[Number(option.dataset.at)]);
    });
  }

  /** Shows the selected cities; `name(id)` gives their names, `tone(i)` their colours. */
  show(name, tone) {
    const { cities } = state();
    morph(this.#chips, ...cities.map((id, i) =>
      el('li', {}, el('button', { type: 'button', class: `chip tone-${tone(i)}`, title: name(id), 'aria-label': t('remove', name(id)), 'data-id': id },
        el('i', { 'aria-hidden': 'true' }), shortName(name(id)), el('span', { 'aria-hidden': 'true' }, '×')))));
    this.#input.placeholder = cities.length ? t('addCity') : t('findCities');
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#find(), DELAY_MS);
  }

  async #find() {
    const turn = ++this.#asked;
    try {
      const { rows } = await ask('cities', { q: this.#input.value.trim(), limit: SHOWN, ...where(state()) });
      if (turn !== this.#asked || document.activeElement !== this.#input) return;
      this.#rows = rows;
      this.#active = rows.length && this.#input.value.trim() ? 0 : -1;
      this.#draw(rows.length ? null : t('noMatch', areaName(state())));
    } catch (e) {
      if (turn !== this.#asked) return;
      this.#rows = [];
      this.#active = -1;
      this.#draw(t('searchFailed'));
    }
  }

  #draw(message) {
    const { cities } = state();
    const option = (row, i) => el('li', { role: 'option', id: `found-${i}`, 'data-at': i, 'aria-selected': String(i === this.#active), class: cities.includes(row.city_id) ? 'chosen' : null },
      el('span', {}, shortName(row.city)), el('small', {}, row.city.split(',').slice(1).join(',').trim()));
    const limit = cities.length >= MOST_CITIES ? el('li', { class: 'message', role: 'presentation' }, t('mostCities', MOST_CITIES)) : null;
    this.#list.replaceChildren(...(message ? [el('li', { class: 'message', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, message)] : this.#rows.map(option)));
    if (limit && !message) this.#list.append(limit);
    this.#list.hidden = false;
    this.#input.setAttribute('aria-expanded', 'true');
    this.#mark();
  }

  #mark() {
    [...this.#list.querySelectorAll('[role=option]')].forEach((option, i) => option.setAttribute('aria-selected', String(i === this.#active)));
    if (this.#active >= 0) this.#input.setAttribute('aria-activedescendant', `found-${this.#active}`);
    else this.#input.removeAttribute('aria-activedescendant');
  }

  #key(event) {
    const { key } = event;
    if (event.isComposing || event.keyCode === COMPOSING) return;
    if (key === 'Escape') {
      this.#input.value = '';
      this.#close();
    } else if (key === 'Backspace' && !event.repeat && this.#input.value === '' && state().cities.length) {
      removeCity(state().cities.at(-1));
    } else if (key === 'Enter' && this.#active >= 0 && !this.#list.hidden) {
      event.preventDefault();
      this.#choose(this.#rows[this.#active]);
    } else if ((key === 'ArrowDown' || key === 'ArrowUp') && this.#rows.length) {
      event.preventDefault();
      if (this.#list.hidden) this.#draw(null);
      const step = key === 'ArrowDown' ? 1 : -1;
      this.#active = (this.#active + step + this.#rows.length) % this.#rows.length;
      this.#mark();
    }
  }

  #choose(row) {
    if (!row) return;
    this.#input.value = '';
    this.#close();
    this.#chosen(row);
    openCity(row.city_id);
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asked++;
    this.#list.hidden = true;
    this.#active = -1;
    this.#input.setAttribute('aria-expanded', 'false');
    this.#input.removeAttribute('aria-activedescendant');
  }
}
