// What the numbers leave out: posts without a city, windows without posts, how exact active users are, repairs.

import { el, morph } from './dom.js';
import { ago, moment, number, plural, share, span, time } from './format.js';

const MOST_GAPS = 3;
const MOST_RUNS = 3;

const WHERE = {
  before_first: 'before the first posts that are kept',
  between: 'between windows with posts',
  after_last: 'nothing has arrived since',
  everywhere: 'nothing is kept of this time',
};

/** Shows {resolved, unresolved, words, gaps, losses, runs, now}; gaps, losses and runs are null while they are not known. */
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
    el('p', {}, 'They name a province, a country or a single spot, or no place at all. About 1 % of all posts carry a place, and a plain retweet never does: '
      + 'the retweets counted here are mostly quotes.'));
}

function gaps({ gaps: rows, words }) {
  if (!rows) return part('Gaps', el('p', {}, 'Not known at the moment.'));
  if (!rows.length) return part('Gaps', el('p', {}, `Every window of the time shown has posts (${words}).`));
  const list = rows.slice(-MOST_GAPS).reverse().map(({ from, to, windows, where }) =>
    el('li', {}, el('b', {}, span(Date.parse(from), Date.parse(to))), ` ${plural(windows, 'window', 'windows')}, ${WHERE[where]}`));
  const more = rows.length > MOST_GAPS ? el('li', {}, `and ${plural(rows.length - MOST_GAPS, 'earlier gap', 'earlier gaps')}`) : null;
  return part('Gaps', el('ul', {}, ...list, more), el('p', {}, 'Windows without a single post. Whether nobody posted or nothing was read, the connection below tells.'));
}

/** When a collector was cut off from the stream, newest first. */
function losses({ losses: rows, words }) {
  if (!rows) return part('Connection', el('p', {}, 'Not known at the moment.'));
  if (!rows.length) return part('Connection', el('p', {}, `No collector has reported a lost connection (${words}).`));
  const list = rows.slice(0, MOST_GAPS).map(({ site, from, to, cause, recovered }) =>
    el('li', {}, el('b', {}, to ? span(Date.parse(from), Date.parse(to)) : `since ${time(Date.parse(from))}`),
      ` ${site}: ${cause}${to ? '' : ', not back yet'}${recovered ? `, ${plural(recovered, 'post', 'posts')} came later` : ''}`));
  const more = rows.length > MOST_GAPS ? el('li', {}, `and ${plural(rows.length - MOST_GAPS, 'earlier loss', 'earlier losses')}`) : null;
  return part('Connection', el('ul', {}, ...list, more), el('p', {}, 'When nothing could be read. What was posted then is missing, unless it came later.'));
}

function users() {
  return part('Active users',
    el('p', {}, 'Distinct people. Within one city and one window the number is exact. Over several windows or cities everybody counts once: exactly up to some '
      + 'hundred people, above that as an estimate (a HyperLogLog sketch) with its error beside it, which 95 of 100 estimates keep to. Only the trend of all '
      + 'cities adds up the cities of a window, so that somebody in two of them counts twice.'));
}

function runs({ runs: rows, now }) {
  if (!rows) return part('Repairs', el('p', {}, 'Not known at the moment.'));
  if (!rows.length) return part('Repairs', el('p', {}, 'No repair or validation has run yet.'));
  const result = (run) => [run.rows_different === null ? null : `${plural(run.rows_different, 'row', 'rows')} different`, run.rows_written ? `${number(run.rows_written)} repaired` : null].filter(Boolean).join(', ');
  return part('Repairs', el('ul', {}, ...rows.slice(0, MOST_RUNS).map((run) => {
    const started = Date.parse(run.started_at);
    return el('li', {}, el('b', {}, run.mode ?? 'run'), ` ${run.status ?? ''} ${ago(now - started)} ago${result(run) ? `: ${result(run)}` : ''}`, el('span', { class: 'hidden' }, `, started ${moment(started)}`));
  })));
}
