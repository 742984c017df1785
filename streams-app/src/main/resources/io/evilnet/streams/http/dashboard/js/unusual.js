// Unusual activity: cities, regions, countries, and all cities together, with far more tweets than usual.

import { areaName, isIn, isSame } from './area.js';
import { el, morph } from './dom.js';
import { decimal, moment, number, plural, shortName, time } from './format.js';
import { state } from './state.js';
import { t } from './text.js';

const SHOWN = 5;
const SHOWN_OF_AREA = 3; // per area, if there are several
const DAY_MS = 86_400_000;

export const ratio = (finding) => `${decimal(finding.ratio)} ×`;
export const since = (finding, now) => (now - Date.parse(finding.since) < DAY_MS / 2 ? time : moment)(Date.parse(finding.since));

/** The name of a city or area, and that of the enclosing area. */
function nameOf({ level, city, country_code: country, region }) {
  if (level === 'city') {
    const [name, ...rest] = city.split(',');
    return [name, rest.join(',').trim()];
  }
  if (level === 'region') return [region, areaName({ country, region: null })];
  return [areaName({ country, region }) ?? t('allCities'), ''];
}

/** Announces the new findings of the area. */
export function announceUnusual(findings, announce) {
  const begun = findings.filter(({ country_code: country, region }) => isIn(state(), { country, region }));
  if (begun.length) announce(begun.map((finding) => t('unusualIs', nameOf(finding).filter(Boolean).join(', '), ratio(finding))).join(', '));
}

/** True if a row of the query belongs to a line of the trend: to the city `id`, or to the area of the view state if `id` is null. */
export const isOf = (row, { country, region }, id) => (id === null ? row.city_id === '' && row.country_code === country && isSame(row.region ?? '', region ?? '') : row.city_id === id);

const isInside = (row, { level, country_code: country, region }) => level !== 'city' && row.country_code === country && (level === 'country' || row.region === region);

/** The rows of countries, regions and cities in groups: an area with those in it, or a city; highest score of a group first. */
function groups(rows) {
  const all = [];
  for (const row of rows) {
    const group = all.find(([area]) => isInside(row, area));
    if (group) group.push(row);
    else all.push([row]);
  }
  const most = (group) => Math.max(...group.map(({ score }) => score));
  return all.sort((a, b) => most(b) - most(a)).map(([first, ...inside]) => [first, ...groups(inside).flat()]);
}

/** The rows to show: all cities together, then the groups, each limited if there are several. */
function shown(rows) {
  const inAreas = groups(rows.filter(({ level }) => level !== 'world'));
  const most = inAreas.length > 1 ? SHOWN_OF_AREA : SHOWN;
  return [...rows.filter(({ level }) => level === 'world'), ...inAreas.flatMap((group) => group.slice(0, most))].slice(0, SHOWN);
}

/** Shows the response of the query `unusual`, null while unknown, for an area, null for all. */
export function showUnusual(list, note, answer, chosen, now, area) {
  note.textContent = answer?.state === 'compared' ? t('comparedWith', plural(answer.hours, 'hour'), time(Date.parse(answer.until))) : '';
  const rows = answer?.rows ?? [];
  const items = shown(rows).map((row) => item(row, chosen, now));
  const others = rows.length - items.length;
  if (others > 0) items.push(el('li', { class: 'none' }, t('andMore', plural(others, 'other'))));
  morph(list, ...(items.length ? items : [el('li', { class: 'none' }, nothing(answer, area))]));
}

function item(row, chosen, now) {
  const [name, around] = nameOf(row);
  const content = [
    el('span', { class: 'rise-name' }, el('bdi', {}, name), ' ', el('small', {}, around)),
    el('b', {}, t('usualRatio', ratio(row))),
    el('span', { class: 'rise-note' }, t('insteadOf', plural(row.tweets, 'tweet'), number(Math.round(row.usual)), since(row, now))),
  ];
  if (!row.city_id) return el('li', {}, el('div', { class: 'rise' }, ...content));
  return el('li', {}, el('button', { type: 'button', class: 'rise', 'data-id': row.city_id, 'aria-pressed': String(chosen.includes(row.city_id)), title: t('showInTrend', shortName(row.city)) }, ...content));
}

function nothing(answer, area) {
  if (!answer) return t('unknownNow');
  if (answer.state === 'pending') return t('notCompared');
  if (answer.state === 'too_little_history') return t('tooLittleHistory', answer.hours);
  if (answer.state === 'nothing_recent') return t('nothingRecent');
  if (area) return t('nothingUnusualIn', area);
  return t('nothingUnusual', answer.cities, number(answer.cities));
}
