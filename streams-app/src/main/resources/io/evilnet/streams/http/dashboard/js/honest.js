// Data quality: posts without a city, windows without posts, outages, accuracy of active users, repairs.

import { el, morph } from './dom.js';
import { ago, moment, number, plural, share, span, time } from './format.js';

const MOST_GAPS = 3;
const MOST_RUNS = 3;

const WHERE = {
  before_first: 'before the first stored window',
  between: 'between windows with posts',
  after_last: 'after the last post',
  everywhere: 'no data for this range',
};

/** Shows {resolved, unresolved, words, gaps, losses, runs, now}; gaps, losses and runs are null while unavailable. */
export function showHonest(box, facts) {
  morph(box, unresolved(facts), gaps(facts), losses(facts), users(), runs(facts));
}

function part(title, ...content) {
  return el('div', { class: 'honest-part' }, el('h3', {}, title), ...content);
}

function unresolved({ resolved, unresolved: none, words }) {
  const all = resolved + none;
  const ratio = all > 0 ? none / all : 0;
  const bar = el('span', { class: 'share', 'aria-hidden': 'true' }, el('span'));
  bar.firstChild.style.width = `${100 * ratio}%`;
  return part('Posts without a city',
    el('p', { class: 'figure' }, el('b', {}, all > 0 ? share(ratio) : '–'), el('span', {}, all > 0 ? `${number(none)} of ${plural(all, 'post', 'posts')}, ${words}` : `no posts, ${words}`)),
    bar,
    el('p', {}, 'Posts tagged with a province or a country, with a place of a city that has not occurred yet, or without any place. About 1 % of all posts carry a place, and native retweets '
      + 'never do: the retweets counted here are mostly quotes.'));
}

function gaps({ gaps: rows, words }) {
  if (!rows) return part('Windows without posts', el('p', {}, 'Unavailable.'));
  if (!rows.length) return part('Windows without posts', el('p', {}, `None (${words}).`));
  const list = rows.slice(-MOST_GAPS).reverse().map(({ from, to, windows, where }) =>
    el('li', {}, el('b', {}, span(Date.parse(from), Date.parse(to))), ` ${plural(windows, 'window', 'windows')}, ${WHERE[where]}`));
  const more = rows.length > MOST_GAPS ? el('li', {}, `and ${plural(rows.length - MOST_GAPS, 'earlier interval', 'earlier intervals')}`) : null;
  return part('Windows without posts', el('ul', {}, ...list, more), el('p', {}, 'See “Outages” for windows in which the stream was not connected.'));
}

/** Intervals in which a collector was not connected to the stream, newest first. */
function losses({ losses: rows, words }) {
  if (!rows) return part('Outages', el('p', {}, 'Unavailable.'));
  if (!rows.length) return part('Outages', el('p', {}, `No collector reported a lost connection (${words}).`));
  const list = rows.slice(0, MOST_GAPS).map(({ site, from, to, cause, recovered }) =>
    el('li', {}, el('b', {}, to ? span(Date.parse(from), Date.parse(to)) : `since ${time(Date.parse(from))}`),
      ` ${site}: ${cause}${to ? '' : ', ongoing'}${recovered ? `, ${plural(recovered, 'post', 'posts')} recovered` : ''}`));
  const more = rows.length > MOST_GAPS ? el('li', {}, `and ${plural(rows.length - MOST_GAPS, 'earlier outage', 'earlier outages')}`) : null;
  return part('Outages', el('ul', {}, ...list, more), el('p', {}, 'The stream was not connected. Posts made in these intervals are missing unless they were recovered.'));
}

function users() {
  return part('Active users',
    el('p', {}, 'Distinct authors. Counts of one city and window are exact. Counts over several windows or cities are distinct, too: exact up to some hundred users, '
      + 'above that estimated (HyperLogLog) and shown with a 95 % confidence interval. Only the trend of all cities adds up the users of the cities of a '
      + 'window, so a user active in two cities counts twice.'));
}

function runs({ runs: rows, now }) {
  if (!rows) return part('Validations and repairs', el('p', {}, 'Unavailable.'));
  if (!rows.length) return part('Validations and repairs', el('p', {}, 'None yet.'));
  const result = (run) => [run.rows_different === null ? null : `${plural(run.rows_different, 'row', 'rows')} different`, run.rows_written ? `${number(run.rows_written)} repaired` : null].filter(Boolean).join(', ');
  return part('Validations and repairs', el('ul', {}, ...rows.slice(0, MOST_RUNS).map((run) => {
    const started = Date.parse(run.started_at);
    return el('li', {}, el('b', {}, run.mode ?? 'run'), ` ${run.status ?? ''} ${ago(now - started)} ago${result(run) ? `: ${result(run)}` : ''}`, el('span', { class: 'hidden' }, `, started ${moment(started)}`));
  })));
}
