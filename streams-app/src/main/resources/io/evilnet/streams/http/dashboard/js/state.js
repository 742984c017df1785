// View state, kept in the URL: views can be shared and the back button works.

import { METRICS, RANGES } from './metrics.js';
import { store, stored } from './storage.js';

export const MOST_CITIES = 6;
export const LONGEST_MS = 7 * 86_400_000; // as in the API
const EARLIEST = Date.UTC(1970, 0, 8); // of a range of 7 days
const LATEST = Date.UTC(9999, 11, 31);
const ZONE = 'zone';

const listeners = [];
let current = read();

/**
 * The metric; the range: one of RANGES up to `until`, or custom, from `from` to `until`; the cities; `until` is null while live; the metric of the
 * lowest ranks: retweets, or chosen, the metric; the time zone: local or utc.
 */
function read() {
  const query = new URLSearchParams(location.search);
  const instant = (name) => {
    const millis = Date.parse(query.get(name) ?? '');
    return millis >= EARLIEST && millis < LATEST ? millis : null;
  };
  const [from, to] = [instant('from'), instant('to')];
  const isCustom = from !== null && to !== null && from < to && to - from <= LONGEST_MS;
  return {
    metric: Object.hasOwn(METRICS, query.get('metric')) ? query.get('metric') : 'tweets',
    range: isCustom ? 'custom' : Object.hasOwn(RANGES, query.get('range')) ? query.get('range') : '1h',
    from: isCustom ? from : null,
    until: isCustom ? to : instant('until'),
    cities: [...new Set(query.getAll('city'))].filter((id) => id && id.length <= 256).slice(0, MOST_CITIES),
    worst: query.get('worst') === 'chosen' ? 'chosen' : 'retweets',
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
  if (state.worst !== 'retweets') query.set('worst', state.worst);
  if (state.zone !== (stored(ZONE) ?? 'local')) query.set(ZONE, state.zone);
  const theme = new URLSearchParams(location.search).get('theme');
  if (theme) query.set('theme', theme);
  const text = query.toString();
  return location.pathname + (text ? '?' + text : '');
}

export const state = () => current;

/** Changes the view state and notifies listeners with the new and the previous one. */
export function change(part) {
  const before = current;
  const next = { ...current, ...part };
  history.pushState(null, '', address(next));
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

export function toggleCity(id) {
  const { cities } = current;
  if (cities.includes(id)) {
    change({ cities: cities.filter((other) => other !== id) });
  } else {
    change({ cities: [...cities, id].slice(-MOST_CITIES) });
  }
}

export function onChange(listener) {
  listeners.push(listener);
}

addEventListener('popstate', () => {
  const before = current;
  current = read();
  listeners.forEach((listener) => listener(current, before));
});
