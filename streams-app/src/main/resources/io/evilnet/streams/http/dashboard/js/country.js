// The country whose cities are shown: its choice, the parameter of the API, and the filter of events.

import { byId, el } from './dom.js';
import { change, state } from './state.js';
import { locale } from './text.js';

const names = new Intl.DisplayNames([locale], { type: 'region' });

/** The name of a country; the code if the browser knows none. */
export const countryName = (code) => names.of(code) ?? code;

/** The parameter of the queries for a view state. */
export const where = ({ country }) => ({ country });

/** The code of an unknown country. */
export const UNKNOWN = 'ZZ';

/** True if rows of a city belong to a view state; `known` is the city in the model. */
export const isIn = ({ country }, known) => country === null || known?.country === country;

/** The selected cities but those of other countries; `isComplete` if all cities of the country are known. */
export const inCountry = (state, known, isComplete) => state.cities.filter((id) => isIn(state, known.get(id)) || !(known.has(id) || isComplete));

export class CountryPicker {
  #model;
  #field = byId('country-field');
  #select = byId('country');
  #shown = null;

  constructor(model) {
    this.#model = model;
    this.#select.addEventListener('change', () => this.#choose(this.#select.value || null));
  }

  /** Offers the countries of the range, the rows of the query `countries`; null while unknown. */
  show(rows) {
    const { country: chosen } = state();
    const codes = [...new Set([...(rows ?? []).map((row) => row.country_code), ...(chosen === null ? [] : [chosen])])]
      .sort((a, b) => countryName(a).localeCompare(countryName(b)));
    this.#field.hidden = codes.length < 2 && chosen === null;
    // Not replaced while it is open, unless it has changed.
    if (this.#shown !== codes.join()) {
      this.#shown = codes.join();
      this.#select.replaceChildren(this.#select.firstElementChild, ...codes.map((code) => el('option', { value: code }, countryName(code))));
    }
    this.#select.value = chosen ?? '';
  }

  /** Cities of other countries do not stay selected. */
  #choose(country) {
    change({ country, cities: inCountry({ ...state(), country }, this.#model.cities, false) });
  }
}
