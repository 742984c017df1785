// Data quality: posts without a city, coverage and outages, windows without posts, accuracy of active users, repairs.

import { coverage } from './coverage.js';
import { el, morph } from './dom.js';
import { ago, duration, moment, number, plural, share, span, when } from './format.js';

const MOST_GAPS = 3;
const MOST_RUNS = 3;

const WHERE = {
  before_first: 'before the first stored window',
  between: 'between windows with posts',
  after_last: 'after the last post',
  everywhere: 'no data for this range',
};

/** Shows {resolved, unresolved, words, from, to, outages, gaps, losses, runs, now, csv}; gaps, losses and runs are null while unavailable. */
export function showHonest(box, facts) {
  morph(box, unresolved(facts), losses(facts), gaps(facts), users(), runs(facts));
}

function figure(value, note, ratio) {
  const bar = el('span', { class: 'share', 'aria-hidden': 'true' }, el('span'));
  bar.firstChild.style.width = `${100 * ratio}%`;
  return [el('p', { class: 'figure' }, el('b', {}, value), el('span', {}, note)), bar];
}

/** A part and the link to its rows as CSV, if it has rows. */
function part(title, csv, ...content) {
  const link = csv ? el('a', { class: 'csv', href: csv, 'aria-label': `${title} as CSV` }, 'CSV') : null;
  return el('div', { class: 'honest-part' }, el('div', { class: 'part-head' }, el('h3', {}, title), link), ...content);
}

function unresolved({ resolved, unresolved: none, words, csv }) {
  const title = 'Posts without a city';
  if (words === null) return part(title, csv.unresolved, el('p', {}, 'Unavailable.'));
  const all = resolved + none;
  const ratio = all > 0 ? none / all : 0;
  return part(title, csv.unresolved,
    ...figure(all > 0 ? share(ratio) : '–', all > 0 ? `${number(none)} of ${plural(all, 'post', 'posts')}, ${words}` : `no posts, ${words}`, ratio),
    el('p', {}, 'Posts tagged with a province or a country, with a place of a city that has not occurred yet, or without any place. About 1 % of all posts carry a place, and native retweets '
      + 'never do: the retweets counted here are mostly quotes.'));
}

function gaps({ gaps: rows, words, csv }) {
  const title = 'Windows without posts';
  if (!rows) return part(title, csv.gaps, el('p', {}, 'Unavailable.'));
  if (!rows.length) return part(title, csv.gaps, el('p', {}, `None (${words}).`));
  const list = rows.slice(-MOST_GAPS).reverse().map(({ from, to, windows, where }) =>
    el('li', {}, el('b', {}, span(Date.parse(from), Date.parse(to))), ` ${plural(windows, 'window', 'windows')}, ${WHERE[where]}`));
  const more = rows.length > MOST_GAPS ? el('li', {}, `and ${plural(rows.length - MOST_GAPS, 'earlier interval', 'earlier intervals')}`) : null;
  return part(title, csv.gaps, el('ul', {}, ...list, more), el('p', {}, 'Either no posts were made, or none were read: see the coverage.'));
}

/** The share of the range, as far as it is known, without an outage, and the outages, newest first. */
function losses({ losses: rows, from, to, outages, words, csv }) {
  const title = 'Coverage';
  if (!rows) return part(title, csv.losses, el('p', {}, 'Unavailable.'));
  const { whole, connected } = coverage(outages, from, to);
  const ratio = whole > 0 ? connected / whole : 0;
  const known = whole > 0
    ? figure(share(Math.floor(ratio * 1000) / 1000), `of ${duration(whole)} without an outage, ${span(from, to)}`, ratio)
    : figure('–', `unknown, ${words}`, 0);
  const list = rows.slice(0, MOST_GAPS).map((row) =>
    el('li', {}, el('b', {}, row.to ? span(Date.parse(row.from), Date.parse(row.to)) : `since ${when(Date.parse(row.from))}`),
      ` ${row.site}: ${row.cause}${row.to ? '' : ', ongoing'}${row.recovered ? `, ${plural(row.recovered, 'post', 'posts')} recovered` : ''}${row.missed === null ? '' : `, ≈ ${plural(row.missed, 'post', 'posts')} missed`}`));
  const more = rows.length > MOST_GAPS ? el('li', {}, `and ${plural(rows.length - MOST_GAPS, 'earlier outage', 'earlier outages')}`) : null;
  return part(title, csv.losses, ...known, rows.length ? el('ul', {}, ...list, more) : null,
    el('p', {}, rows.length
      ? 'Outages: a collector was not connected. Posts made in these intervals are missing unless they were recovered or another collector received them. '
        + '≈ is the number that this connection has missed, by X’s counts.'
      : 'No collector reported a lost connection.'));
}

function users() {
  return part('Active users', null,
    el('p', {}, 'Distinct authors. Counts of one city and window are exact. Counts over several windows or cities are distinct, too: exact up to some hundred users, '
      + 'above that estimated (HyperLogLog) and shown with a 95 % confidence interval.'));
}

function runs({ runs: rows, now, words, csv }) {
  const title = 'Validations and repairs';
  if (!rows) return part(title, csv.runs, el('p', {}, 'Unavailable.'));
  if (!rows.length) return part(title, csv.runs, el('p', {}, `None (${words}).`));
  const result = (run) => [run.rows_different === null ? null : `${plural(run.rows_different, 'row', 'rows')} different`, run.rows_written ? `${number(run.rows_written)} repaired` : null].filter(Boolean).join(', ');
  return part(title, csv.runs, el('ul', {}, ...rows.slice(0, MOST_RUNS).map((run) => {
    const started = Date.parse(run.started_at);
    return el('li', {}, el('b', {}, run.mode ?? 'run'), ` ${run.status ?? ''} ${ago(now - started)} ago${result(run) ? `: ${result(run)}` : ''}`, el('span', { class: 'hidden' }, `, started ${moment(started)}`));
  })));
}
