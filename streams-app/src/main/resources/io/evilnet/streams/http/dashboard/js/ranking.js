// The highest and lowest ranked cities of the range.

import { TooManyRows, fetchJson, timeParameters } from './api.js';
import { areaParameters } from './area.js';
import { el, morph } from './dom.js';
import { formatErrorMargin, plural, shortName } from './format.js';
import { MAX_RANKED_CITIES } from './metrics.js';
import { t } from './text.js';

export const DISPLAYED_RANKS = 5;
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0); // by code unit, as in the API
const byName = (a, b) => compare(a.name, b.name) || compare(a.id, b.id);

/** The highest cities by a measure, without cities that have no value. */
export const highestRanked = (cities, { hasValue, getValue }, limit = DISPLAYED_RANKS) => cities.filter(hasValue).sort((a, b) => getValue(b) - getValue(a) || byName(a, b)).slice(0, limit);

/** The minimum number of tweets of a city in the lowest ranks: 10 among more than 500 cities, as in the API. */
export const minTweets = (cities) => (cities.length > 500 ? 10 : 1);

export function lowestRanked(cities, { hasValue, getValue }) {
  const minimum = minTweets(cities);
  return cities.filter((city) => hasValue(city) && city.tweets >= minimum).sort((a, b) => getValue(a) - getValue(b) || byName(a, b)).slice(0, DISPLAYED_RANKS);
}

/** The metric of the lowest ranks: retweets, or the selected one. */
export const worstMetric = ({ metric, worst: selected }) => (selected === 'chosen' ? metric : 'retweets');

/**
 * Fetches the highest cities and, if there are more (expected if `isTruncated`), the lowest ones and the cities of the viewport; `found` is
 * null if the cities are too many to be ranked.
 */
export async function fetchRanking(state, isTruncated, fetchViewportCities) {
  const parameters = { ...areaParameters(state), ...timeParameters(state) };
  const fetchMore = () => Promise.all([fetchJson('worst', { n: DISPLAYED_RANKS, metric: worstMetric(state), ...parameters }), fetchViewportCities()]);
  // Requested at once if expected, so that the server computes the ranking only once.
  const more = isTruncated ? fetchMore() : null;
  more?.catch(() => {}); // reported below
  try {
    const ranked = await fetchJson('top', { n: MAX_RANKED_CITIES, metric: state.metric, ...parameters });
    const [lowest, viewportCities] = ranked.found > ranked.rows.length ? await (more ?? fetchMore()) : [null, null];
    return { ranked, lowest, viewportCities };
  } catch (error) {
    if (error instanceof TooManyRows) return { ranked: { rows: [], found: null }, lowest: null, viewportCities: null };
    throw error;
  }
}

/** The change of a rank since the previous range, in which rank 0 is none; null if it is unknown or unchanged. */
function rankChange(rank, previous) {
  if (previous === null || previous === rank) return null;
  const text = previous === 0 ? t('newRank') : `${previous > rank ? '▲' : '▼'}${Math.abs(previous - rank)}`;
  return el('small', { class: 'moved', title: previous === 0 ? t('noRankBefore') : t('rankBefore', previous) }, text);
}

/** Shows ranked cities, or `emptyText`; `maximum` is the value of a full bar, `previousRank(id)` returns the rank in the previous range. */
export function showRanks(list, ranked, { id, unit, getValue, formatValue, perCapita }, maximum, selected, emptyText, previousRank = () => null) {
  const items = ranked.map((city, i) => {
    const region = city.name.split(',').slice(1).join(',').trim();
    const tweets = id === 'tweets' && !perCapita ? '' : plural(city.tweets, 'tweet');
    const note = [id === 'users' ? formatErrorMargin(city.estimate) : '', tweets].filter(Boolean).join(', ');
    const change = rankChange(i + 1, previousRank(city.id));
    const bar = el('span', { class: 'rank-bar', 'aria-hidden': 'true' }, el('span'));
    bar.firstChild.style.width = `${maximum > 0 ? (100 * getValue(city)) / maximum : 0}%`;
    return el('li', {}, el('button', { type: 'button', 'data-id': city.id, 'aria-pressed': String(selected.includes(city.id)), title: t('compare', city.name) },
      el('span', { class: 'rank' }, String(i + 1)),
      el('span', { class: 'rank-name' }, el('bdi', {}, shortName(city.name)), ' ', change, change && ' ', el('small', {}, region)),
      el('span', { class: 'rank-value' }, formatValue(city), el('span', { class: 'hidden' }, ` ${unit}`), note ? el('small', {}, note) : null),
      bar));
  });
  morph(list, ...(items.length ? items : [el('li', { class: 'none' }, emptyText)]));
}
