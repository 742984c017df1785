// City search with suggestions, and the list of selected cities.

import { fetchJson } from './api.js';
import { areaName, areaParameters } from './area.js';
import { byId, el, morph } from './dom.js';
import { shortName } from './format.js';
import { MAX_SELECTED_CITIES, deselectCity, getState, openCity } from './state.js';
import { t } from './text.js';

const DELAY_MS = 120;
const MAX_RESULTS = 8;
const COMPOSITION_KEY_CODE = 229; // of keys handled by an input method; in Safari, the only indication of the last one

/** The selected cities of a view state that exist; fetches those missing in the model. */
export async function fetchKnownCities({ cities }, model) {
  const missing = cities.filter((id) => !model.cities.has(id));
  if (missing.length) model.addCities((await fetchJson('cities', { city: missing })).rows);
  return cities.filter((id) => model.cities.has(id));
}

export class CityPicker {
  #input = byId('search');
  #list = byId('search-results');
  #chips = byId('chips');
  #results = [];
  #activeIndex = -1;
  #timer = null;
  #latestRequest = 0;
  #onSelect;

  /** A search field; calls `onSelect(row)` with the selected city. */
  constructor(onSelect) {
    this.#onSelect = onSelect;
    this.#chips.addEventListener('click', ({ target }) => {
      const chip = target.closest('[data-id]');
      if (chip) deselectCity(chip.dataset.id);
    });
    this.#input.addEventListener('input', () => this.#scheduleSearch());
    this.#input.addEventListener('focus', () => this.#scheduleSearch());
    this.#input.addEventListener('blur', () => this.#close());
    this.#input.addEventListener('keydown', (event) => this.#handleKey(event));
    this.#list.addEventListener('mousedown', (event) => event.preventDefault()); // keeps the focus in the field
    this.#list.addEventListener('click', ({ target }) => {
      const option = target.closest('[role=option]');
      if (option) this.#select(this.#results[Number(option.dataset.at)]);
    });
  }

  /** Shows the selected cities; `nameOf(id)` returns their names, `toneOf(index)` their colours. */
  show(nameOf, toneOf) {
    const { cities } = getState();
    morph(this.#chips, ...cities.map((id, index) =>
      el('li', {}, el('button', { type: 'button', class: `chip tone-${toneOf(index)}`, title: nameOf(id), 'aria-label': t('remove', nameOf(id)), 'data-id': id },
        el('i', { 'aria-hidden': 'true' }), shortName(nameOf(id)), el('span', { 'aria-hidden': 'true' }, '×')))));
    this.#input.placeholder = cities.length ? t('addCity') : t('findCities');
  }

  #scheduleSearch() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(), DELAY_MS);
  }

  async #search() {
    const requestNumber = ++this.#latestRequest;
    try {
      const { rows } = await fetchJson('cities', { q: this.#input.value.trim(), limit: MAX_RESULTS, ...areaParameters(getState()) });
      if (requestNumber !== this.#latestRequest || document.activeElement !== this.#input) return;
      this.#results = rows;
      this.#activeIndex = rows.length && this.#input.value.trim() ? 0 : -1;
      this.#showResults(rows.length ? null : t('noMatch', areaName(getState())));
    } catch (error) {
      if (requestNumber !== this.#latestRequest) return;
      this.#results = [];
      this.#activeIndex = -1;
      this.#showResults(t('searchFailed'));
    }
  }

  #showResults(message) {
    const { cities } = getState();
    const option = (row, index) => el('li', { role: 'option', id: `search-result-${index}`, 'data-at': index, 'aria-selected': String(index === this.#activeIndex), class: cities.includes(row.city_id) ? 'selected' : null },
      el('span', {}, shortName(row.city)), el('small', {}, row.city.split(',').slice(1).join(',').trim()));
    const limit = cities.length >= MAX_SELECTED_CITIES ? el('li', { class: 'message', role: 'presentation' }, t('mostCities', MAX_SELECTED_CITIES)) : null;
    this.#list.replaceChildren(...(message ? [el('li', { class: 'message', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, message)] : this.#results.map(option)));
    if (limit && !message) this.#list.append(limit);
    this.#list.hidden = false;
    this.#input.setAttribute('aria-expanded', 'true');
    this.#highlight();
  }

  #highlight() {
    [...this.#list.querySelectorAll('[role=option]')].forEach((option, index) => option.setAttribute('aria-selected', String(index === this.#activeIndex)));
    if (this.#activeIndex >= 0) this.#input.setAttribute('aria-activedescendant', `search-result-${this.#activeIndex}`);
    else this.#input.removeAttribute('aria-activedescendant');
  }

  #handleKey(event) {
    const { key } = event;
    if (event.isComposing || event.keyCode === COMPOSITION_KEY_CODE) return;
    if (key === 'Escape') {
      this.#input.value = '';
      this.#close();
    } else if (key === 'Backspace' && !event.repeat && this.#input.value === '' && getState().cities.length) {
      deselectCity(getState().cities.at(-1));
    } else if (key === 'Enter' && this.#activeIndex >= 0 && !this.#list.hidden) {
      event.preventDefault();
      this.#select(this.#results[this.#activeIndex]);
    } else if ((key === 'ArrowDown' || key === 'ArrowUp') && this.#results.length) {
      event.preventDefault();
      if (this.#list.hidden) this.#showResults(null);
      const step = key === 'ArrowDown' ? 1 : -1;
      this.#activeIndex = (this.#activeIndex + step + this.#results.length) % this.#results.length;
      this.#highlight();
    }
  }

  #select(row) {
    if (!row) return;
    this.#input.value = '';
    this.#close();
    this.#onSelect(row);
    openCity(row.city_id);
  }

  #close() {
    clearTimeout(this.#timer);
    this.#latestRequest++;
    this.#list.hidden = true;
    this.#activeIndex = -1;
    this.#input.setAttribute('aria-expanded', 'false');
    this.#input.removeAttribute('aria-activedescendant');
  }
}
