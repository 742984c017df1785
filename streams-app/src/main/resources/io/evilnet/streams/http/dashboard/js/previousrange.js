// The previous range of the same length, and the changes of sums and ranks since.

import { fetchJson } from './api.js';
import { areaParameters } from './area.js';
import { clip, outageIntervals } from './intervals.js';
import { MAX_RANKED_CITIES, ZERO, addCounts } from './metrics.js';

const MIN_POSTS = 20; // minimum posts of the previous range for a meaningful change
const toIso = (millis) => new Date(millis).toISOString();

/** Fetches the windows of the selection, the ranks and the outages of the previous range; null unless it is fully retained and has posts. */
export async function fetchPreviousRange(state, model) {
  const [start, length] = [model.start(), model.end() - model.start()];
  const end = comparedEnd(model);
  if (model.oldestWindow === null || start - length < model.oldestWindow || end <= start) return null;
  const rangeParameters = { from: toIso(start - length), to: toIso(start) };
  const fetchCounts = (from, to) => (state.cities.length ? fetchJson('series', { city: state.cities, from: toIso(from), to: toIso(to) })
    : fetchJson('totals', { ...areaParameters(state), from: toIso(from), to: toIso(to) }));
  const [previousCounts, currentCounts, ranked, outages] = await Promise.all([
    fetchCounts(start - length, end - length),
    fetchCounts(start, end),
    fetchJson('top', { n: MAX_RANKED_CITIES, metric: state.metric, ...areaParameters(state), ...rangeParameters }),
    fetchJson('outages', rangeParameters),
  ]);
  if (ranked.rows.reduce((sum, { tweets }) => sum + tweets, 0) < MIN_POSTS) return null;
  const windows = new Map();
  for (const row of previousCounts.rows) {
    const window = Date.parse(row.window_start) + length;
    windows.set(window, addCounts(windows.get(window) ?? ZERO, row));
  }
  return {
    start, length, end, windows, users: [previousCounts, currentCounts], metric: state.metric, outageRows: outages.rows,
    ranks: new Map(ranked.rows.map(({ city_id: id }, i) => [id, i + 1])), hasAll: ranked.found <= ranked.rows.length,
  };
}

/** The end of the shown range without the open window. */
const comparedEnd = (model) => Math.min(model.end(), model.openWindow());

/**
 * A metric in the previous range and its relative change, both without the open window; null if it is unknown, small, within the error of
 * the users, or if either range has an outage.
 */
export function relativeChange(previous, id, { windows, sums, stages, outages, model }) {
  if (previous?.start !== model.start() || previous.length !== model.end() - model.start()) return null;
  const end = comparedEnd(model);
  const isDistorted = [...outages, ...outageIntervals(previous.outageRows, model.now())].some((outage) =>
    [0, previous.length].some((shift) => clip([outage], model.start() - shift, end - shift).length));
  if (isDistorted) return null;
  const closedWindows = windows.filter((window, i) => stages[i] !== 'open');
  const [previousValue, currentValue] = id === 'users' ? usersOf(previous, end) : [
    closedWindows.reduce((sum, window) => sum + (previous.windows.get(window)?.[id] ?? 0), 0),
    windows.reduce((sum, window, i) => sum + (stages[i] === 'open' ? 0 : sums[i]?.[id] ?? 0), 0),
  ];
  return previousValue < MIN_POSTS ? null : { previousValue, ratio: currentValue / previousValue - 1 };
}

/** Distinct users of both ranges; zeros if they are lower bounds, of other windows, or differ by less than their error. */
function usersOf({ end: fetchedEnd, users }, end) {
  const userCounts = users.map((response) => response.users);
  const error = Math.hypot(...users.map((response) => response.users * response.users_error));
  const isKnown = fetchedEnd === end && users.every((response) => response.users_error !== null);
  return isKnown && Math.abs(userCounts[1] - userCounts[0]) >= error ? userCounts : [0, 0];
}

/** The rank of a city in the previous range; 0 if it had none, null if that is unknown. */
export function previousRank(previous, { start, metric }, id) {
  if (previous?.start !== start || previous.metric !== metric) return null;
  return previous.ranks.get(id) ?? (previous.hasAll ? 0 : null);
}
