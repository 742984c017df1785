// Data quality: posts without a city, coverage and outages, windows without posts, accuracy of active users, repairs.

import { el, morph } from './dom.js';
import { formatAge, formatDateTime, formatDuration, formatInterval, formatNumber, formatPercent, formatShortDateTime, plural } from './format.js';
import { coverage, isRepair } from './intervals.js';
import { t } from './text.js';

const MAX_SHOWN_INTERVALS = 3;
const MAX_SHOWN_RUNS = 3;

const GAP_POSITIONS = {
  before_first: t('beforeFirst'),
  between: t('between'),
  after_last: t('afterLast'),
  everywhere: t('everywhere'),
};

/**
 * Shows {resolved, unresolved, contained, received, isKnown, rangeText, from, to, outages, emptyWindows, outageRows, runs, now, csv};
 * emptyWindows, outageRows and runs are null while unavailable.
 */
export function showQuality(container, data) {
  morph(container, unresolvedSection(data), coverageSection(data), emptyWindowsSection(data), usersSection(), runsSection(data));
}

function figure(value, note, ratio) {
  const bar = el('span', { class: 'share', 'aria-hidden': 'true' }, el('span'));
  bar.firstChild.style.width = `${100 * ratio}%`;
  return [el('p', { class: 'figure' }, el('b', {}, value), el('span', {}, note)), bar];
}

/** A section, with a link to its rows as CSV if there are rows. */
function section(title, csv, ...content) {
  const link = csv ? el('a', { class: 'csv', href: csv, download: true, 'aria-label': t('csv', title) }, 'CSV') : null;
  return el('div', { class: 'quality-part' }, el('div', { class: 'part-head' }, el('h3', {}, title), link), ...content);
}

function unresolvedSection({ resolved, unresolved: unresolvedCount, contained, received, isKnown, rangeText, csv }) {
  const title = t('withoutCity');
  if (!isKnown) return section(title, csv.unresolved, el('p', {}, t('notAvailable')));
  const retweets = received > 0 ? el('p', {}, t('received', plural(received, 'retweet'))) : null;
  if (resolved === null) return section(title, csv.unresolved, el('p', {}, t('ofNoCountry', plural(unresolvedCount, 'post'), rangeText)), retweets);
  const total = resolved + unresolvedCount;
  const ratio = total > 0 ? unresolvedCount / total : 0;
  return section(title, csv.unresolved,
    ...figure(total > 0 ? formatPercent(ratio) : '–', total > 0 ? `${t('ofAll', formatNumber(unresolvedCount), plural(total, 'post'))}, ${rangeText}` : `${t('noPosts')}, ${rangeText}`, ratio),
    contained > 0 ? el('p', {}, t('contained', plural(contained, 'post'), formatPercent((unresolvedCount + contained) / total))) : null,
    retweets,
    el('p', {}, t('withoutCityNote')));
}

function emptyWindowsSection({ emptyWindows: rows, rangeText, csv }) {
  const title = t('withoutPosts');
  if (!rows) return section(title, csv.emptyWindows, el('p', {}, t('notAvailable')));
  if (!rows.length) return section(title, csv.emptyWindows, el('p', {}, t('none', rangeText)));
  const list = rows.slice(-MAX_SHOWN_INTERVALS).reverse().map(({ from, to, windows, where }) =>
    el('li', {}, el('b', {}, formatInterval(Date.parse(from), Date.parse(to))), ` ${plural(windows, 'window')}, ${GAP_POSITIONS[where]}`));
  const more = rows.length > MAX_SHOWN_INTERVALS ? el('li', {}, t('andMore', plural(rows.length - MAX_SHOWN_INTERVALS, 'earlierInterval'))) : null;
  return section(title, csv.emptyWindows, el('ul', {}, ...list, more), el('p', {}, t('withoutPostsNote')));
}

/** The share of the known part of the range without an outage, and the outages, newest first. */
function coverageSection({ outageRows: rows, from, to, outages, rangeText, csv }) {
  const title = t('coverage');
  if (!rows) return section(title, csv.outages, el('p', {}, t('notAvailable')));
  const { total, connected } = coverage(outages, from, to);
  const ratio = total > 0 ? connected / total : 0;
  const known = total > 0
    ? figure(formatPercent(Math.floor(ratio * 1000) / 1000), t('covered', formatDuration(total), formatInterval(from, to)), ratio)
    : figure('–', `${t('unknown')}, ${rangeText}`, 0);
  const list = rows.slice(0, MAX_SHOWN_INTERVALS).map((row) =>
    el('li', {}, el('b', {}, row.to ? formatInterval(Date.parse(row.from), Date.parse(row.to)) : t('since', formatShortDateTime(Date.parse(row.from)))),
      ` ${[t('named', row.site, row.cause), row.to ? '' : t('ongoing'), row.recovered ? t('recovered', plural(row.recovered, 'post')) : '',
        row.missed == null ? '' : t('missed', plural(row.missed, 'post'))].filter(Boolean).join(', ')}`));
  const more = rows.length > MAX_SHOWN_INTERVALS ? el('li', {}, t('andMore', plural(rows.length - MAX_SHOWN_INTERVALS, 'earlierOutage'))) : null;
  return section(title, csv.outages, ...known, rows.length ? el('ul', {}, ...list, more) : null,
    el('p', {}, rows.length ? t('outagesNote') : t('noOutage')));
}

function usersSection() {
  return section(t('usersName'), null, el('p', {}, t('usersNote')));
}

const runState = ({ status, started_at: startTime }, now) => `${status ?? ''} ${t('ago', formatAge(now - Date.parse(startTime)))}`;

function runsSection({ runs: rows, now, rangeText, csv }) {
  const title = t('runs');
  if (!rows) return section(title, csv.runs, el('p', {}, t('notAvailable')));
  if (!rows.length) return section(title, csv.runs, el('p', {}, t('none', rangeText)));
  const result = (run) => [run.rows_different === null ? null : t('different', plural(run.rows_different, 'row')), isRepair(run) && run.rows_written ? t('rowsRepaired', formatNumber(run.rows_written)) : null].filter(Boolean).join(', ');
  return section(title, csv.runs, el('ul', {}, ...rows.slice(0, MAX_SHOWN_RUNS).map((run) => {
    const startTime = Date.parse(run.started_at);
    return el('li', {}, el('b', {}, run.mode ?? t('run')), ` ${result(run) ? t('named', runState(run, now), result(run)) : runState(run, now)}`, el('span', { class: 'hidden' }, `, ${t('started', formatDateTime(startTime))}`));
  })));
}
