// The highest and lowest ranked cities of the range.

import { el, morph } from './dom.js';
import { margin, number, people, plural, shortName } from './format.js';
import { METRICS } from './metrics.js';

export const SHOWN = 5;
const byName = (a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1);

export const top = (cities, metric, shown = SHOWN) => [...cities].sort((a, b) => b[metric] - a[metric] || byName(a, b)).slice(0, shown);

/** The fewest tweets of a city among the lowest: 10 among more than 500 cities, as in the API. */
export const leastTweets = (cities) => (cities.length > 500 ? 10 : 1);

export const worst = (cities, metric) => cities.filter(({ tweets }) => tweets >= leastTweets(cities)).sort((a, b) => a[metric] - b[metric] || byName(a, b)).slice(0, SHOWN);

/** The metric of the lowest ranks: retweets, or the chosen one. */
export const worstMetric = ({ metric, worst: by }) => (by === 'chosen' ? metric : 'retweets');

/** Shows ranked cities; `most` is the value of a full bar. */
export function showRanks(list, ranked, metric, most, chosen) {
  const items = ranked.map((city, i) => {
    const region = city.name.split(',').slice(1).join(',').trim();
    const tweets = metric === 'tweets' ? '' : plural(city.tweets, 'tweet', 'tweets');
    const value = metric === 'users' ? people(city.people) : number(city[metric]);
    const also = [metric === 'users' ? margin(city.people) : '', tweets].filter(Boolean).join(', ');
    const bar = el('span', { class: 'rank-bar', 'aria-hidden': 'true' }, el('span'));
    bar.firstChild.style.width = `${most > 0 ? (100 * city[metric]) / most : 0}%`;
    return el('li', {}, el('button', { type: 'button', 'data-id': city.id, 'aria-pressed': String(chosen.includes(city.id)), title: `Compare ${city.name}` },
      el('span', { class: 'rank' }, String(i + 1)),
      el('span', { class: 'rank-name' }, `${shortName(city.name)} `, el('small', {}, region)),
      el('span', { class: 'rank-value' }, value, el('span', { class: 'hidden' }, ` ${METRICS[metric].unit}`), also ? el('small', {}, also) : null),
      bar));
  });
  morph(list, ...(items.length ? items : [el('li', { class: 'none' }, 'No city with tweets in this range.')]));
}
