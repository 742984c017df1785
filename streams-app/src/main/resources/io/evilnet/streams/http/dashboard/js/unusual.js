// Unusual activity: cities, regions, countries, and all cities together, with far more tweets than usual.

import { areaName, isInArea, isSameRegion } from './area.js';
import { el, morph } from './dom.js';
import { formatDateTime, formatDecimal, formatNumber, formatTime, plural, shortName } from './format.js';
import { getState } from './state.js';
import { t } from './text.js';

const MAX_ROWS = 5;
const MAX_AREA_ROWS = 3; // per area, if there are several
const DAY_MS = 86_400_000;

export const formatRatio = (finding) => `${formatDecimal(finding.ratio)} ×`;
export const formatSince = (finding, now) => (now - Date.parse(finding.since) < DAY_MS / 2 ? formatTime : formatDateTime)(Date.parse(finding.since));

/** The name of a city or area, and that of the enclosing area. */
function subjectName({ level, city, country_code: country, region }) {
  if (level === 'city') {
    const [name, ...remainder] = city.split(',');
    return [name, remainder.join(',').trim()];
  }
  if (level === 'region') return [region, areaName({ country, region: null })];
  return [areaName({ country, region }) ?? t('allCities'), ''];
}

/** Announces the new findings of the area. */
export function announceUnusual(findings, announce) {
  const newFindings = findings.filter(({ country_code: country, region }) => isInArea(getState(), { country, region }));
  if (newFindings.length) announce(newFindings.map((finding) => t('unusualIs', subjectName(finding).filter(Boolean).join(', '), formatRatio(finding))).join(', '));
}

/** True if a row of the query belongs to a line of the trend: to the city `id`, or to the area of the view state if `id` is null. */
export const matchesLine = (row, { country, region }, id) => (id === null ? row.city_id === '' && row.country_code === country && isSameRegion(row.region ?? '', region ?? '') : row.city_id === id);

const isContained = (row, { level, country_code: country, region }) => level !== 'city' && row.country_code === country && (level === 'country' || row.region === region);

/** The rows of countries, regions and cities in groups: an area with those in it, or a city; highest score of a group first. */
function groupByArea(rows) {
  const result = [];
  for (const row of rows) {
    const group = result.find(([area]) => isContained(row, area));
    if (group) group.push(row);
    else result.push([row]);
  }
  const maxScore = (group) => Math.max(...group.map(({ score }) => score));
  return result.sort((a, b) => maxScore(b) - maxScore(a)).map(([first, ...contained]) => [first, ...groupByArea(contained).flat()]);
}

/** The rows to show: all cities together, then the groups, each limited if there are several. */
function selectRows(rows) {
  const inAreas = groupByArea(rows.filter(({ level }) => level !== 'world'));
  const limit = inAreas.length > 1 ? MAX_AREA_ROWS : MAX_ROWS;
  return [...rows.filter(({ level }) => level === 'world'), ...inAreas.flatMap((group) => group.slice(0, limit))].slice(0, MAX_ROWS);
}

/** Shows the response of the query `unusual`, null while unknown, for an area, null for all. */
export function showUnusual(list, note, response, selected, now, area) {
  note.textContent = response?.state === 'compared' ? t('comparedWith', plural(response.hours, 'hour'), formatTime(Date.parse(response.until))) : '';
  const rows = response?.rows ?? [];
  const items = selectRows(rows).map((row) => createItem(row, selected, now));
  const hiddenCount = rows.length - items.length;
  if (hiddenCount > 0) items.push(el('li', { class: 'none' }, t('andMore', plural(hiddenCount, 'other'))));
  morph(list, ...(items.length ? items : [el('li', { class: 'none' }, emptyText(response, area))]));
}

function createItem(row, selected, now) {
  const [name, enclosing] = subjectName(row);
  const content = [
    el('span', { class: 'rise-name' }, el('bdi', {}, name), ' ', el('small', {}, enclosing)),
    el('b', {}, t('usualRatio', formatRatio(row))),
    el('span', { class: 'rise-note' }, t('insteadOf', plural(row.tweets, 'tweet'), formatNumber(Math.round(row.usual)), formatSince(row, now))),
  ];
  if (!row.city_id) return el('li', {}, el('div', { class: 'rise' }, ...content));
  return el('li', {}, el('button', { type: 'button', class: 'rise', 'data-id': row.city_id, 'aria-pressed': String(selected.includes(row.city_id)), title: t('showInTrend', shortName(row.city)) }, ...content));
}

function emptyText(response, area) {
  if (!response) return t('unknownNow');
  if (response.state === 'pending') return t('notCompared');
  if (response.state === 'too_little_history') return t('tooLittleHistory', response.hours);
  if (response.state === 'nothing_recent') return t('nothingRecent');
  if (area) return t('nothingUnusualIn', area);
  return t('nothingUnusual', response.cities, formatNumber(response.cities));
}
