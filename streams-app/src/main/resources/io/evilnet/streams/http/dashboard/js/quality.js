// Data quality: posts without a city, coverage and outages, windows without posts, accuracy of active users, repairs.

import { el, morph } from './dom.js';
import { ago, duration, moment, number, plural, share, span, when } from './format.js';
import { coverage, isRepair } from './intervals.js';
import { t } from './text.js';

const MOST_GAPS = 3;
const MOST_RUNS = 3;

const WHERE = {
  before_first: t('beforeFirst'),
  between: t('between'),
  after_last: t('afterLast'),
  everywhere: t('everywhere'),
};

/**
 * Shows {resolved, unresolved, contained, received, isKnown, words, from, to, outages, gaps, losses, runs, now, csv}; gaps, losses and runs
 * are null while unavailable.
 */
export function showHonest(box, facts) {
  morph(box, unresolved(facts), losses(facts), gaps(facts), users(), runs(facts));
}

function figure(value, note, ratio) {
  const bar = el('span', { class: 'share', 'aria-hidden': 'true' }, el('span'));
  bar.firstChild.style.width = `${100 * ratio}%`;
  return [el('p', { class: 'figure' }, el('b', {}, value), el('span', {}, note)), bar];
}

/** A section, with a link to its rows as CSV if there are rows. */
function part(title, csv, ...content) {
  const link = csv ? el('a', { class: 'csv', href: csv, download: true, 'aria-label': t('csv', title) }, 'CSV') : null;
  return el('div', { class: 'honest-part' }, el('div', { class: 'part-head' }, el('h3', {}, title), link), ...content);
}

function unresolved({ resolved, unresolved: none, contained, received, isKnown, words, csv }) {
  const title = t('withoutCity');
  if (!isKnown) return part(title, csv.unresolved, el('p', {}, t('notAvailable')));
  const retweets = received > 0 ? el('p', {}, t('received', plural(received, 'retweet'))) : null;
  if (resolved === null) return part(title, csv.unresolved, el('p', {}, t('ofNoCountry', plural(none, 'post'), words)), retweets);
  const all = resolved + none;
  const ratio = all > 0 ? none / all : 0;
  return part(title, csv.unresolved,
    ...figure(all > 0 ? share(ratio) : '–', all > 0 ? `${t('ofAll', number(none), plural(all, 'post'))}, ${words}` : `${t('noPosts')}, ${words}`, ratio),
    contained > 0 ? el('p', {}, t('contained', plural(contained, 'post'), share((none + contained) / all))) : null,
    retweets,
    el('p', {}, t('withoutCityNote')));
}

function gaps({ gaps: rows, words, csv }) {
  const title = t('withoutPosts');
  if (!rows) return part(title, csv.gaps, el('p', {}, t('notAvailable')));
  if (!rows.length) return part(title, csv.gaps, el('p', {}, t('none', words)));
  const list = rows.slice(-MOST_GAPS).reverse().map(({ from, to, windows, where }) =>
    el('li', {}, el('b', {}, span(Date.parse(from), Date.parse(to))), ` ${plural(windows, 'window')}, ${WHERE[where]}`));
  const more = rows.length > MOST_GAPS ? el('li', {}, t('andMore', plural(rows.length - MOST_GAPS, 'earlierInterval'))) : null;
  return part(title, csv.gaps, el('ul', {}, ...list, more), el('p', {}, t('withoutPostsNote')));
}

/** The share of the known part of the range without an outage, and the outages, newest first. */
function losses({ losses: rows, from, to, outages, words, csv }) {
  const title = t('coverage');
  if (!rows) return part(title, csv.losses, el('p', {}, t('notAvailable')));
  const { whole, connected } = coverage(outages, from, to);
  const ratio = whole > 0 ? connected / whole : 0;
  const known = whole > 0
    ? figure(share(Math.floor(ratio * 1000) / 1000), t('covered', duration(whole), span(from, to)), ratio)
    : figure('–', `${t('unknown')}, ${words}`, 0);
  const list = rows.slice(0, MOST_GAPS).map((row) =>
    el('li', {}, el('b', {}, row.to ? span(Date.parse(row.from), Date.parse(row.to)) : t('since', when(Date.parse(row.from)))),
      ` ${[t('named', row.site, row.cause), row.to ? '' : t('ongoing'), row.recovered ? t('recovered', plural(row.recovered, 'post')) : '',
        row.missed == null ? '' : t('missed', plural(row.missed, 'post'))].filter(Boolean).join(', ')}`));
  const more = rows.length > MOST_GAPS ? el('li', {}, t('andMore', plural(rows.length - MOST_GAPS, 'earlierOutage'))) : null;
  return part(title, csv.losses, ...known, rows.length ? el('ul', {}, ...list, more) : null,
    el('p', {}, rows.length ? t('outagesNote') : t('noOutage')));
}

function users() {
  return part(t('usersName'), null, el('p', {}, t('usersNote')));
}

const state = ({ status, started_at: started }, now) => `${status ?? ''} ${t('ago', ago(now - Date.parse(started)))}`;

function runs({ runs: rows, now, words, csv }) {
  const title = t('runs');
  if (!rows) return part(title, csv.runs, el('p', {}, t('notAvailable')));
  if (!rows.length) return part(title, csv.runs, el('p', {}, t('none', words)));
  const result = (run) => [run.rows_different === null ? null : t('different', plural(run.rows_different, 'row')), isRepair(run) && run.rows_written ? t('rowsRepaired', number(run.rows_written)) : null].filter(Boolean).join(', ');
  return part(title, csv.runs, el('ul', {}, ...rows.slice(0, MOST_RUNS).map((run) => {
    const started = Date.parse(run.started_at);
    return el('li', {}, el('b', {}, run.mode ?? t('run')), ` ${result(run) ? t('named', state(run, now), result(run)) : state(run, now)}`, el('span', { class: 'hidden' }, `, ${t('started', moment(started))}`));
  })));
}
