// The selected country or region: its fields, the parameters of the API, and the filter of events.

import { TooManyRows, fetchJson, timeParameters } from './api.js';
import { byId, el } from './dom.js';
import { getState, setState } from './state.js';
import { locale } from './text.js';

const countryNames = new Intl.DisplayNames([locale], { type: 'region' });

/** A name without accents and in lower case, as in the API. */
const fold = (name) => name.trim().normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase();

/** The name of a country; its code if the browser has no name. */
const countryName = (code) => countryNames.of(code) ?? code;

/** The name of the area of a view state; null for all countries. */
export const areaName = ({ country, region }) => (country === null ? null : region ?? countryName(country));

/** The parameters of the queries for a view state. */
export const areaParameters = ({ country, region }) => ({ country, region });

/** The code of an unknown country. */
export const UNKNOWN_COUNTRY = 'ZZ';

/** True if names denote the same region, regardless of accents and case. */
export const isSameRegion = (a, b) => fold(a) === fold(b);

/** True if a city of the model is in the area of a view state. */
export const isInArea = ({ country, region }, city) =>
  (country === null || city?.country === country) && (region === null || isSameRegion(city?.region ?? '', region));

/** The selected cities of the area; unknown cities are kept unless `isComplete`, that is, unless all cities of the area are known. */
const citiesInArea = (state, knownCities, isComplete) => state.cities.filter((id) => isInArea(state, knownCities.get(id)) || !(knownCities.has(id) || isComplete));

/** The API's name of the region, which the API also finds by other spellings; `cities` is the response with the cities of the region. */
function regionName({ region }, { rows: [city] }, { regions }) {
  if (region === null || !city) return region;
  const known = regions?.find((row) => row.region !== null && isSameRegion(row.region, city.region));
  return known?.region ?? (isSameRegion(region, city.region) ? region : city.region);
}

/** The API's name of the region and the selected cities of the area; `cities` and `areas` are the responses for its cities and areas. */
export function normalizeSelection(state, knownCities, cities, areas) {
  const region = regionName(state, cities, areas);
  return { region, cities: citiesInArea({ ...state, region }, knownCities, cities.rows.length === cities.found) };
}

/** True if view states have the same area. */
export const hasSameArea = (area, otherArea) => area.country === otherArea.country && area.region === otherArea.region;

/** True if the area of a view state is part of that of another. */
export const isSubarea = (area, otherArea) => otherArea.country === null || (otherArea.region === null && area.country === otherArea.country);

/** The country of the offered regions: the selected one, or the only one; null if there are several. */
const regionCountryOf = ({ country }, countries) => country ?? (countries.length === 1 ? countries[0].country_code : null);

/** Fetches the rows of a query; null if they exceed the limit of the API. */
async function fetchRows(path, parameters) {
  try {
    return (await fetchJson(path, parameters)).rows;
  } catch (error) {
    if (error instanceof TooManyRows) return null;
    throw error;
  }
}

/** Fetches the rows of the query `countries`, and of the query `regions` for one country; null if they exceed the limit of the API. */
export async function fetchAreas(state) {
  const countries = await fetchRows('countries', timeParameters(state));
  const country = regionCountryOf(state, countries ?? []);
  if (country === null) return { countries, regions: countries && [] };
  return { countries, regions: await fetchRows('regions', { country, ...timeParameters(state) }) };
}

/** The countries of cities, in the format of the query `countries`. */
const toCountryRows = (cities) => [...new Set([...cities.values()].map(({ country }) => country))].map((code) => ({ country_code: code }));

/** The regions of the cities of a country, in the format of the query `regions`; one of several spellings. */
function toRegionRows(cities, country) {
  const regionCities = [...cities.values()].filter((city) => city.country === country && city.region);
  return [...new Map(regionCities.map(({ region }) => [fold(region), { country_code: country, region }])).values()];
}

/** A field with options, replaced only if they have changed: replacing them closes an open list. */
class SelectField {
  #select;
  #shownOptions = null;

  constructor(select, onSelect) {
    this.#select = select;
    select.addEventListener('change', () => onSelect(select.value || null));
  }

  /** Shows pairs [value, name]; hides the field if there are fewer than two and none is selected. */
  show(options, selected) {
    const sorted = options.sort(([, a], [, b]) => a.localeCompare(b));
    this.#select.hidden = sorted.length < 2 && selected === null;
    const optionsText = JSON.stringify(sorted);
    if (this.#shownOptions !== optionsText) {
      this.#shownOptions = optionsText;
      this.#select.replaceChildren(this.#select.firstElementChild, ...sorted.map(([value, name]) => el('option', { value }, name)));
    }
    this.#select.value = selected ?? '';
    return !this.#select.hidden;
  }
}

export class AreaPicker {
  #model;
  #field = byId('areas');
  #countries = new SelectField(byId('country'), (country) => this.#selectArea({ country, region: null }));
  #regions = new SelectField(byId('region'), (region) => this.#selectArea({ country: this.#regionCountry, region }));
  #regionCountry = null;

  constructor(model) {
    this.#model = model;
  }

  /** Offers the areas of the range, or those of the known cities if the rows exceed the limit of the API; `areas` is null while unknown. */
  show(areas) {
    const { cities } = this.#model;
    const countries = areas ? areas.countries ?? toCountryRows(cities) : [];
    const { country, region } = getState();
    this.#regionCountry = regionCountryOf(getState(), countries);
    const regions = areas ? areas.regions ?? toRegionRows(cities, this.#regionCountry) : [];
    const codes = new Set([...countries.map((row) => row.country_code), ...(country === null ? [] : [country])]);
    const known = regions.filter((row) => row.country_code === this.#regionCountry && row.region !== null).map((row) => row.region);
    const selected = region === null ? null : known.find((name) => isSameRegion(name, region)) ?? region;
    const shown = [
      this.#countries.show([...codes].map((code) => [code, countryName(code)]), country),
      this.#regions.show([...new Set([...known, ...(selected === null ? [] : [selected])])].map((name) => [name, name]), selected),
    ];
    this.#field.hidden = !shown.includes(true);
  }

  /** Deselects the cities of other areas. */
  #selectArea(area) {
    setState({ ...area, cities: citiesInArea({ ...getState(), ...area }, this.#model.cities, false) });
  }
}
