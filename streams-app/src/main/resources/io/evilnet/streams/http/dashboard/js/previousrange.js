// The previous range of the same length, and the changes of sums and ranks since.

import { ask } from './api.js';
import { where } from './area.js';
import { clip, outages } from './intervals.js';
import { MOST_RANKED, ZERO, plus } from './metrics.js';

const LEAST = 20; // minimum posts of the previous range for a meaningful change
const iso = (millis) => new Date(millis).toISOString();

/** Reads the windows of the selection, the ranks and the outages of the previous range; null unless it is fully retained and has posts. */
export async function askPrevious(state, model) {
  const [start, length] = [model.start(), model.end() - model.start()];
  const end = endOf(model);
  if (model.oldestWindow === null || start - length < model.oldestWindow || end <= start) return null;
  const of = { from: iso(start - length), to: iso(start) };
  const askCounts = (from, to) => (state.cities.length ? ask('series', { city: state.cities, from: iso(from), to: iso(to) })
    : ask('totals', { ...where(state), from: iso(from), to: iso(to) }));
  const [counts, latest, ranked, losses] = await Promise.all([
    askCounts(start - length, end - length),
    askCounts(start, end),
    ask('top', { n: MOST_RANKED, metric: state.metric, ...where(state), ...of }),
    ask('outages', of),
  ]);
  if (ranked.rows.reduce((sum, { tweets }) => sum + tweets, 0) < LEAST) return null;
  const windows = new Map();
  for (const row of counts.rows) {
    const window = Date.parse(row.window_start) + length;
    windows.set(window, plus(windows.get(window) ?? ZERO, row));
  }
  return {
    start, length, end, windows, users: [counts, latest], metric: state.metric, losses: losses.rows,
    ranks: new Map(ranked.rows.map(({ city_id: id }, i) => [id, i + 1])), hasAll: ranked.found <= ranked.rows.length,
  };
}

/** The end of the shown range without the open window. */
const endOf = (model) => Math.min(model.end(), model.openWindow());

/**
 * A metric in the previous range and its relative change, both without the open window; null if it is unknown, small, within the error of
 * the users, or if either range has an outage.
 */
export function changeOf(previous, id, { windows, sums, stages, lost, model }) {
  if (previous?.start !== model.start() || previous.length !== model.end() - model.start()) return null;
  const end = endOf(model);
  const isDistorted = [...lost, ...outages(previous.losses, model.now())].some((one) =>
    [0, previous.length].some((ago) => clip([one], model.start() - ago, end - ago).length));
  if (isDistorted) return null;
  const ended = windows.filter((w, i) => stages[i] !== 'open');
  const [before, now] = id === 'users' ? usersOf(previous, end) : [
    ended.reduce((sum, w) => sum + (previous.windows.get(w)?.[id] ?? 0), 0),
    windows.reduce((sum, w, i) => sum + (stages[i] === 'open' ? 0 : sums[i]?.[id] ?? 0), 0),
  ];
  return before < LEAST ? null : { before, part: now / before - 1 };
}

/** Distinct users of both ranges; zeros if they are lower bounds, of other windows, or differ by less than their error. */
function usersOf({ end: asked, users }, end) {
  const numbers = users.map((one) => one.users);
  const error = Math.hypot(...users.map((one) => one.users * one.users_error));
  const isKnown = asked === end && users.every((one) => one.users_error !== null);
  return isKnown && Math.abs(numbers[1] - numbers[0]) >= error ? numbers : [0, 0];
}

/** The rank of a city in the previous range; 0 if it had none, null if that is unknown. */
export function rankBefore(previous, { start, metric }, id) {
  if (previous?.start !== start || previous.metric !== metric) return null;
  return previous.ranks.get(id) ?? (previous.hasAll ? 0 : null);
}
