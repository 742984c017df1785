// View state, kept in the URL: views can be shared, and the back button is supported.

import { METRICS, RANGES } from './metrics.js';
import { readPreference, savePreference } from './storage.js';

export const MAX_SELECTED_CITIES = 6;
export const MAX_RANGE_MS = 7 * 86_400_000; // as in the API
const MIN_TIME = Date.UTC(1970, 0, 8); // of a range of 7 days
const MAX_TIME = Date.UTC(9999, 11, 31);
const ZONE_KEY = 'zone';
const MAX_NAME_LENGTH = 256; // as in the API
const PER_CAPITA = '100000'; // value of the parameter `per`: the number of inhabitants

const listeners = [];
let currentState = parseState();

/**
 * The view state. range: one of RANGES up to `until`, or custom, from `from` to `until`; until: null while live; country: a code, or null;
 * region: the name of a region of the country, or null; card: the city whose card is open, one of `cities`, or null; worst: the metric of
 * the lowest ranks: retweets, or chosen for `metric`; perCapita: true if cities are compared per inhabitant; zone: local or utc.
 */
function parseState() {
  const query = new URLSearchParams(location.search);
  const parseTime = (name) => {
    const millis = Date.parse(query.get(name) ?? '');
    return millis >= MIN_TIME && millis < MAX_TIME ? millis : null;
  };
  const [from, to] = [parseTime('from'), parseTime('to')];
  const isCustom = from !== null && to !== null && from < to && to - from <= MAX_RANGE_MS;
  const country = query.get('country')?.toUpperCase();
  const region = query.get('region')?.trim();
  const cities = [...new Set(query.getAll('city'))].filter((id) => id && id.length <= 256).slice(0, MAX_SELECTED_CITIES);
  return {
    metric: Object.hasOwn(METRICS, query.get('metric')) ? query.get('metric') : 'tweets',
    range: isCustom ? 'custom' : Object.hasOwn(RANGES, query.get('range')) ? query.get('range') : '1h',
    from: isCustom ? from : null,
    until: isCustom ? to : parseTime('until'),
    cities,
    country: /^[A-Z]{2}$/.test(country) ? country : null,
    region: /^[A-Z]{2}$/.test(country) && region && region.length <= MAX_NAME_LENGTH ? region : null,
    wall: query.has('wall'),
    card: cities.includes(query.get('card')) ? query.get('card') : null,
    worst: query.get('worst') === 'chosen' ? 'chosen' : 'retweets',
    perCapita: query.get('per') === PER_CAPITA,
    zone: (query.get(ZONE_KEY) ?? readPreference(ZONE_KEY)) === 'utc' ? 'utc' : 'local',
  };
}

/** The URL of a view state. */
export function stateUrl(state) {
  const query = new URLSearchParams();
  const toIso = (millis) => new Date(millis).toISOString();
  if (state.metric !== 'tweets') query.set('metric', state.metric);
  if (state.range === 'custom') {
    query.set('from', toIso(state.from));
    query.set('to', toIso(state.until));
  } else {
    if (state.range !== '1h') query.set('range', state.range);
    if (state.until !== null) query.set('until', toIso(state.until));
  }
  state.cities.forEach((id) => query.append('city', id));
  if (state.card !== null) query.set('card', state.card);
  if (state.country !== null) query.set('country', state.country);
  if (state.region !== null) query.set('region', state.region);
  if (state.worst !== 'retweets') query.set('worst', state.worst);
  if (state.perCapita) query.set('per', PER_CAPITA);
  if (state.zone !== (readPreference(ZONE_KEY) ?? 'local')) query.set(ZONE_KEY, state.zone);
  if (state.wall) query.set('wall', '');
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name === 'theme' || name === 'lang') query.set(name, value);
  }
  const queryText = query.toString();
  return location.pathname + (queryText ? '?' + queryText : '');
}

export const getState = () => currentState;

/** Changes the view state and notifies listeners with the new and the previous one; `method` is a method of the history. */
export function setState(changes, method = 'pushState') {
  const previous = currentState;
  const next = { ...currentState, ...changes };
  if (!next.cities.includes(next.card)) next.card = null;
  history[method](null, '', stateUrl(next));
  currentState = next;
  listeners.forEach((listener) => listener(currentState, previous));
}

/** Shows live data again. */
export const showLive = () => setState({ range: currentState.range === 'custom' ? '1h' : currentState.range, from: null, until: null });

export function toggleZone() {
  const zone = currentState.zone === 'utc' ? 'local' : 'utc';
  savePreference(ZONE_KEY, zone);
  setState({ zone });
}

export const deselectCity = (id) => setState({ cities: currentState.cities.filter((other) => other !== id) });

/** Opens the card of a city, and selects the city if necessary. */
export function openCity(id) {
  const { cities } = currentState;
  setState({ cities: cities.includes(id) ? cities : [...cities, id].slice(-MAX_SELECTED_CITIES), card: id });
}

/** Opens the card of a city; deselects the city if its card is open. */
export function toggleCity(id) {
  if (currentState.card === id) deselectCity(id);
  else openCity(id);
}

export function onStateChange(listener) {
  listeners.push(listener);
}

addEventListener('popstate', () => {
  const previous = currentState;
  currentState = parseState();
  listeners.forEach((listener) => listener(currentState, previous));
});
