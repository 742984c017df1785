// What is unusual now: cities, and all cities together, with far more tweets than usual.

import { ask } from './api.js';
import { isIn, where } from './area.js';
import { el, morph } from './dom.js';
import { decimal, moment, number, plural, shortName, time } from './format.js';
import { state } from './state.js';
import { t } from './text.js';

const SHOWN = 5;
const MOST_ASKED = 20; // as in the API
const DAY_MS = 86_400_000;

export const ratio = (finding) => `${decimal(finding.ratio)} ×`;
export const since = (finding, now) => (now - Date.parse(finding.since) < DAY_MS / 2 ? time : moment)(Date.parse(finding.since));
const nameOf = ({ city_id: id, city }) => (id ? city : t('allCities'));

/** Announces the findings of the area that have begun. Cities that are not known yet are asked for. */
export async function announceUnusual(findings, model, announce) {
  const unknown = findings.map(({ city_id: id }) => id).filter((id) => id && !model.cities.has(id)).slice(0, MOST_ASKED);
  if (unknown.length && state().country !== null) {
    const answer = await ask('cities', { city: unknown, ...where(state()) }).catch(() => null);
    if (answer) model.setCities(answer.rows);
  }
  const begun = findings.filter(({ city_id: id }) => isIn(state(), model.cities.get(id)));
  if (begun.length) announce(begun.map((finding) => t('unusualIs', nameOf(finding), ratio(finding))).join(', '));
}

/** Shows the answer of the query `unusual`, null while it is unknown, of an area, null for all. */
export function showUnusual(list, note, answer, chosen, now, area) {
  note.textContent = answer?.state === 'compared' ? t('comparedWith', plural(answer.hours, 'hour'), time(Date.parse(answer.until))) : '';
  const rows = answer?.rows ?? [];
  const items = rows.slice(0, SHOWN).map((row) => item(row, chosen, now));
  if (rows.length > SHOWN) items.push(el('li', { class: 'none' }, t('andMore', plural(rows.length - SHOWN, 'otherCity'))));
  morph(list, ...(items.length ? items : [el('li', { class: 'none' }, nothing(answer, area))]));
}

function item(row, chosen, now) {
  const [city, ...region] = nameOf(row).split(',');
  const content = [
    el('span', { class: 'rise-name' }, `${city} `, el('small', {}, region.join(',').trim())),
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
