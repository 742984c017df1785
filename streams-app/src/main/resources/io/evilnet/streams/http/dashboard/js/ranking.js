// The highest and lowest ranked cities of the range.

import { TooManyRows, ask, period } from './api.js';
import { where } from './area.js';
import { el, morph } from './dom.js';
import { margin, plural, shortName } from './format.js';
import { MOST_RANKED } from './metrics.js';
import { t } from './text.js';

export const SHOWN = 5;
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0); // by code unit, as in the API
const byName = (a, b) => compare(a.name, b.name) || compare(a.id, b.id);

/** The highest cities by a measure, without cities that have no value. */
export const top = (cities, { has, of }, shown = SHOWN) => cities.filter(has).sort((a, b) => of(b) - of(a) || byName(a, b)).slice(0, shown);

/** The minimum number of tweets of a city in the lowest ranks: 10 among more than 500 cities, as in the API. */
export const leastTweets = (cities) => (cities.length > 500 ? 10 : 1);

export function worst(cities, { has, of }) {
  const least = leastTweets(cities);
  return cities.filter((city) => has(city) && city.tweets >= least).sort((a, b) => of(a) - of(b) || byName(a, b)).slice(0, SHOWN);
}

/** The metric of the lowest ranks: retweets, or the selected one. */
export const worstMetric = ({ metric, worst: by }) => (by === 'chosen' ? metric : 'retweets');

/**
 * Reads the highest cities and, if there are more (expected if `isMore`), the lowest ones and the result of `askNear`; `found` is null if
 * the cities are too many to be ranked.
 */
export async function askRanking(state, isMore, askNear) {
  const of = { ...where(state), ...period(state) };
  const askMore = () => Promise.all([ask('worst', { n: SHOWN, metric: worstMetric(state), ...of }), askNear()]);
  // Requested at once if expected, so that the server computes the ranking only once.
  const more = isMore ? askMore() : null;
  more?.catch(() => {}); // reported below
  try {
    const ranked = await ask('top', { n: MOST_RANKED, metric: state.metric, ...of });
    const [lowest, near] = ranked.found > ranked.rows.length ? await (more ?? askMore()) : [null, null];
    return { ranked, lowest, near };
  } catch (e) {
    if (e instanceof TooManyRows) return { ranked: { rows: [], found: null }, lowest: null, near: null };
    throw e;
  }
}

/** The change of a rank since the previous range, in which rank 0 is none; null if it is unknown or unchanged. */
function moved(rank, before) {
  if (before === null || before === rank) return null;
  const text = before === 0 ? t('newRank') : `${before > rank ? '▲' : '▼'}${Math.abs(before - rank)}`;
  return el('small', { class: 'moved', title: before === 0 ? t('noRankBefore') : t('rankBefore', before) }, text);
}

/** Shows ranked cities, or the text `nothing`; `most` is the value of a full bar, `before` returns the previous rank of a city. */
export function showRanks(list, ranked, { id, unit, of, text, perCapita }, most, chosen, nothing, before = () => null) {
  const items = ranked.map((city, i) => {
    const region = city.name.split(',').slice(1).join(',').trim();
    const tweets = id === 'tweets' && !perCapita ? '' : plural(city.tweets, 'tweet');
    const also = [id === 'users' ? margin(city.people) : '', tweets].filter(Boolean).join(', ');
    const change = moved(i + 1, before(city.id));
    const bar = el('span', { class: 'rank-bar', 'aria-hidden': 'true' }, el('span'));
    bar.firstChild.style.width = `${most > 0 ? (100 * of(city)) / most : 0}%`;
    return el('li', {}, el('button', { type: 'button', 'data-id': city.id, 'aria-pressed': String(chosen.includes(city.id)), title: t('compare', city.name) },
      el('span', { class: 'rank' }, String(i + 1)),
      el('span', { class: 'rank-name' }, el('bdi', {}, shortName(city.name)), ' ', change, change && ' ', el('small', {}, region)),
      el('span', { class: 'rank-value' }, text(city), el('span', { class: 'hidden' }, ` ${unit}`), also ? el('small', {}, also) : null),
      bar));
  });
  morph(list, ...(items.length ? items : [el('li', { class: 'none' }, nothing)]));
}
