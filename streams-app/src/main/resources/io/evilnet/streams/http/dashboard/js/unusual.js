// What is unusual now: cities, regions, countries, and all cities together, with far more tweets than usual.

import { areaName, isIn } from './area.js';
import { el, morph } from './dom.js';
import { decimal, moment, number, plural, shortName, time } from './format.js';
import { state } from './state.js';
import { t } from './text.js';

const SHOWN = 5;
const DAY_MS = 86_400_000;

export const ratio = (finding) => `${decimal(finding.ratio)} ×`;
export const since = (finding, now) => (now - Date.parse(finding.since) < DAY_MS / 2 ? time : moment)(Date.parse(finding.since));

/** The name of a city or area and that of the area around it. */
function nameOf({ level, city, country_code: country, region }) {
  if (level === 'city') {
    const [name, ...rest] = city.split(',');
    return [name, rest.join(',').trim()];
  }
  if (level === 'region') return [region, areaName({ country, region: null })];
  return [areaName({ country, region }) ?? t('allCities'), ''];
}

/** Announces the findings of the area that have begun. */
export function announceUnusual(findings, announce) {
  const begun = findings.filter(({ country_code: country, region }) => isIn(state(), { country, region }));
  if (begun.length) announce(begun.map((finding) => t('unusualIs', nameOf(finding).filter(Boolean).join(', '), ratio(finding))).join(', '));
}

/** True if a row of the query is of the cities of a view state, or of one line of its trend. */
export const isOf = (row, { country, region }, id) => (id === null ? row.city_id === '' && row.country_code === country && row.region === region : row.city_id === id);

/** The rows with those of an area after it: countries, regions, cities. */
function nested(rows) {
  const area = rows.find(({ level }) => level === 'country' || level === 'region');
  if (!area) return rows;
  const isInside = (row) => row.country_code === area.country_code && (area.region === null || row.region === area.region);
  return [area, ...nested(rows.filter((row) => row !== area && isInside(row))), ...nested(rows.filter((row) => !isInside(row)))];
}

/** Shows the answer of the query `unusual`, null while it is unknown, of an area, null for all. */
export function showUnusual(list, note, answer, chosen, now, area) {
  note.textContent = answer?.state === 'compared' ? t('comparedWith', plural(answer.hours, 'hour'), time(Date.parse(answer.until))) : '';
  const all = answer?.rows ?? [];
  const rows = [...all.filter(({ level }) => level === 'world'), ...nested(all.filter(({ level }) => level !== 'world'))];
  const items = rows.slice(0, SHOWN).map((row) => item(row, chosen, now));
  if (rows.length > SHOWN) items.push(el('li', { class: 'none' }, t('andMore', plural(rows.length - SHOWN, 'other'))));
  morph(list, ...(items.length ? items : [el('li', { class: 'none' }, nothing(answer, area))]));
}

function item(row, chosen, now) {
  const [name, around] = nameOf(row);
  const content = [
    el('span', { class: 'rise-name' }, `${name} `, el('small', {}, around)),
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
