// The selected country or region: its fields, the parameters of the API, and the filter of events.

import { TooManyRows, ask, period } from './api.js';
import { byId, el } from './dom.js';
import { change, state } from './state.js';
import { locale } from './text.js';

const names = new Intl.DisplayNames([locale], { type: 'region' });

/** A name without accents and in lower case, as in the API. */
const fold = (name) => name.trim().normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase();

/** The name of a country; its code if the browser has no name. */
const countryName = (code) => names.of(code) ?? code;

/** The name of the area of a view state; null for all countries. */
export const areaName = ({ country, region }) => (country === null ? null : region ?? countryName(country));

/** The parameters of the queries for a view state. */
export const where = ({ country, region }) => ({ country, region });

/** The code of an unknown country. */
export const UNKNOWN = 'ZZ';

/** True if names denote the same region, regardless of accents and case. */
export const isSame = (a, b) => fold(a) === fold(b);

/** True if a city is in the area of a view state; `known` is the city in the model. */
export const isIn = ({ country, region }, known) =>
  (country === null || known?.country === country) && (region === null || isSame(known?.region ?? '', region));

/** The selected cities of the area; unknown cities are kept unless `isComplete`, that is, unless all cities of the area are known. */
const inArea = (state, known, isComplete) => state.cities.filter((id) => isIn(state, known.get(id)) || !(known.has(id) || isComplete));

/** The API's name of the region, which the API also finds by other spellings; `cities` is the response with the cities of the region. */
function regionName({ region }, { rows: [city] }, { regions }) {
  if (region === null || !city) return region;
  const known = regions?.find((row) => row.region !== null && isSame(row.region, city.region));
  return known?.region ?? (isSame(region, city.region) ? region : city.region);
}

/** The API's name of the region and the selected cities of the area; `cities` and `areas` are the responses for its cities and areas. */
export function settled(state, known, cities, areas) {
  const region = regionName(state, cities, areas);
  return { region, cities: inArea({ ...state, region }, known, cities.rows.length === cities.found) };
}

/** True if view states have the same area. */
export const hasSameArea = (now, before) => now.country === before.country && now.region === before.region;

/** True if the area of a view state is part of that of another. */
export const isPart = (now, whole) => whole.country === null || (whole.region === null && now.country === whole.country);

/** The country whose regions are offered: the selected one, or the only one; null if there are several. */
const regionsOf = ({ country }, countries) => country ?? (countries.length === 1 ? countries[0].country_code : null);

/** The rows of a query; null if they exceed the limit of the API. */
async function askRows(path, parameters) {
  try {
    return (await ask(path, parameters)).rows;
  } catch (e) {
    if (e instanceof TooManyRows) return null;
    throw e;
  }
}

/** The rows of the query `countries`, and of the query `regions` for one country; null if they exceed the limit of the API. */
export async function askAreas(state) {
  const countries = await askRows('countries', period(state));
  const country = regionsOf(state, countries ?? []);
  if (country === null) return { countries, regions: countries && [] };
  return { countries, regions: await askRows('regions', { country, ...period(state) }) };
}

/** The countries of cities, in the format of the query `countries`. */
const countriesOf = (cities) => [...new Set([...cities.values()].map(({ country }) => country))].map((code) => ({ country_code: code }));

/** The regions of the cities of a country, in the format of the query `regions`; one of several spellings. */
function regionsWithin(cities, country) {
  const inside = [...cities.values()].filter((city) => city.country === country && city.region);
  return [...new Map(inside.map(({ region }) => [fold(region), { country_code: country, region }])).values()];
}

/** The options of a field, replaced only if they have changed: replacing them closes an open list. */
class Options {
  #select;
  #shown = null;

  constructor(select, choose) {
    this.#select = select;
    select.addEventListener('change', () => choose(select.value || null));
  }

  /** Shows pairs [value, name]; hides the field if there are fewer than two and none is selected. */
  show(options, chosen) {
    const sorted = options.sort(([, a], [, b]) => a.localeCompare(b));
    this.#select.hidden = sorted.length < 2 && chosen === null;
    const text = JSON.stringify(sorted);
    if (this.#shown !== text) {
      this.#shown = text;
      this.#select.replaceChildren(this.#select.firstElementChild, ...sorted.map(([value, name]) => el('option', { value }, name)));
    }
    this.#select.value = chosen ?? '';
    return !this.#select.hidden;
  }
}

export class AreaPicker {
  #model;
  #field = byId('areas');
  #countries = new Options(byId('country'), (country) => this.#choose({ country, region: null }));
  #regions = new Options(byId('region'), (region) => this.#choose({ country: this.#regionsOf, region }));
  #regionsOf = null;

  constructor(model) {
    this.#model = model;
  }

  /** Offers the areas of the range, or those of the known cities if the rows exceed the limit of the API; `areas` is null while unknown. */
  show(areas) {
    const { cities } = this.#model;
    const countries = areas ? areas.countries ?? countriesOf(cities) : [];
    const { country, region } = state();
    this.#regionsOf = regionsOf(state(), countries);
    const regions = areas ? areas.regions ?? regionsWithin(cities, this.#regionsOf) : [];
    const codes = new Set([...countries.map((row) => row.country_code), ...(country === null ? [] : [country])]);
    const known = regions.filter((row) => row.country_code === this.#regionsOf && row.region !== null).map((row) => row.region);
    const chosen = region === null ? null : known.find((name) => isSame(name, region)) ?? region;
    const shown = [
      this.#countries.show([...codes].map((code) => [code, countryName(code)]), country),
      this.#regions.show([...new Set([...known, ...(chosen === null ? [] : [chosen])])].map((name) => [name, name]), chosen),
    ];
    this.#field.hidden = !shown.includes(true);
  }

  /** Deselects the cities of other areas. */
  #choose(area) {
    change({ ...area, cities: inArea({ ...state(), ...area }, this.#model.cities, false) });
  }
}
