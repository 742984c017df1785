// View state, kept in the URL: views can be shared, and the back button is supported.

import { METRICS, RANGES } from './metrics.js';
import { store, stored } from './storage.js';

export const MOST_CITIES = 6;
export const LONGEST_MS = 7 * 86_400_000; // as in the API
const EARLIEST = Date.UTC(1970, 0, 8); // of a range of 7 days
const LATEST = Date.UTC(9999, 11, 31);
const ZONE = 'zone';
const LONGEST_NAME = 256; // as in the API
const PER = '100000'; // inhabitants

const listeners = [];
let current = read();

/**
 * The view state. range: one of RANGES up to `until`, or custom, from `from` to `until`; until: null while live; country: a code, or null;
 * region: the name of a region of the country, or null; card: the city whose card is open, one of `cities`, or null; worst: the metric of
 * the lowest ranks: retweets, or chosen for `metric`; perCapita: true if cities are compared per inhabitant; zone: local or utc.
 */
function read() {
  const query = new URLSearchParams(location.search);
  const instant = (name) => {
    const millis = Date.parse(query.get(name) ?? '');
    return millis >= EARLIEST && millis < LATEST ? millis : null;
  };
  const [from, to] = [instant('from'), instant('to')];
  const isCustom = from !== null && to !== null && from < to && to - from <= LONGEST_MS;
  const country = query.get('country')?.toUpperCase();
  const region = query.get('region')?.trim();
  const cities = [...new Set(query.getAll('city'))].filter((id) => id && id.length <= 256).slice(0, MOST_CITIES);
  return {
    metric: Object.hasOwn(METRICS, query.get('metric')) ? query.get('metric') : 'tweets',
    range: isCustom ? 'custom' : Object.hasOwn(RANGES, query.get('range')) ? query.get('range') : '1h',
    from: isCustom ? from : null,
    until: isCustom ? to : instant('until'),
    cities,
    country: /^[A-Z]{2}$/.test(country) ? country : null,
    region: /^[A-Z]{2}$/.test(country) && region && region.length <= LONGEST_NAME ? region : null,
    wall: query.has('wall'),
    card: cities.includes(query.get('card')) ? query.get('card') : null,
    worst: query.get('worst') === 'chosen' ? 'chosen' : 'retweets',
    perCapita: query.get('per') === PER,
    zone: (query.get(ZONE) ?? stored(ZONE)) === 'utc' ? 'utc' : 'local',
  };
}

/** The URL of a view state. */
export function address(state) {
  const query = new URLSearchParams();
  const iso = (millis) => new Date(millis).toISOString();
  if (state.metric !== 'tweets') query.set('metric', state.metric);
  if (state.range === 'custom') {
    query.set('from', iso(state.from));
    query.set('to', iso(state.until));
  } else {
    if (state.range !== '1h') query.set('range', state.range);
    if (state.until !== null) query.set('until', iso(state.until));
  }
  state.cities.forEach((id) => query.append('city', id));
  if (state.card !== null) query.set('card', state.card);
  if (state.country !== null) query.set('country', state.country);
  if (state.region !== null) query.set('region', state.region);
  if (state.worst !== 'retweets') query.set('worst', state.worst);
  if (state.perCapita) query.set('per', PER);
  if (state.zone !== (stored(ZONE) ?? 'local')) query.set(ZONE, state.zone);
  if (state.wall) query.set('wall', '');
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name === 'theme' || name === 'lang') query.set(name, value);
  }
  const text = query.toString();
  return location.pathname + (text ? '?' + text : '');
}

export const state = () => current;

/** Changes the view state and notifies listeners with the new and the previous one; `save` is a method of the history. */
export function change(part, save = 'pushState') {
  const before = current;
  const next = { ...current, ...part };
  if (!next.cities.includes(next.card)) next.card = null;
  history[save](null, '', address(next));
  current = next;
  listeners.forEach((listener) => listener(current, before));
}

/** Shows live data again. */
export const goLive = () => change({ range: current.range === 'custom' ? '1h' : current.range, from: null, until: null });

export function toggleZone() {
  const zone = current.zone === 'utc' ? 'local' : 'utc';
  store(ZONE, zone);
  change({ zone });
}

export const removeCity = (id) => change({ cities: current.cities.filter((other) => other !== id) });

/** Opens the card of a city, and selects the city if necessary. */
export function openCity(id) {
  const { cities } = current;
  change({ cities: cities.includes(id) ? cities : [...cities, id].slice(-MOST_CITIES), card: id });
}

/** Opens the card of a city; deselects the city if its card is open. */
export function toggleCity(id) {
  if (current.card === id) removeCity(id);
  else openCity(id);
}

export function onChange(listener) {
  listeners.push(listener);
}

addEventListener('popstate', () => {
  const before = current;
  current = read();
  listeners.forEach((listener) => listener(current, before));
});
