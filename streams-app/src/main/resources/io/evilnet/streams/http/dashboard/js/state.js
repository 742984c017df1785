// View state, kept in the URL: views can be shared and the back button works.

import { METRICS, RANGES } from './metrics.js';

export const MOST_CITIES = 6;

const listeners = [];
let current = read();

function read() {
  const query = new URLSearchParams(location.search);
  const until = Date.parse(query.get('until') ?? '');
  return {
    metric: query.get('metric') in METRICS ? query.get('metric') : 'tweets',
    range: query.get('range') in RANGES ? query.get('range') : '1h',
    cities: [...new Set(query.getAll('city'))].filter((id) => id && id.length <= 256).slice(0, MOST_CITIES),
    until: Number.isNaN(until) ? null : until,
  };
}

function address(state) {
  const query = new URLSearchParams();
  if (state.metric !== 'tweets') query.set('metric', state.metric);
  if (state.range !== '1h') query.set('range', state.range);
  state.cities.forEach((id) => query.append('city', id));
  if (state.until !== null) query.set('until', new Date(state.until).toISOString());
  const theme = new URLSearchParams(location.search).get('theme');
  if (theme) query.set('theme', theme);
  const text = query.toString();
  return location.pathname + (text ? '?' + text : '');
}

export const state = () => current;

/** Changes the view state and notifies listeners with the new and the previous one. */
export function change(part) {
  const before = current;
  current = { ...current, ...part };
  history.pushState(null, '', address(current));
  listeners.forEach((listener) => listener(current, before));
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
