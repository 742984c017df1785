// What is unusual now: cities, and all cities together, with far more tweets than usual.

import { el, morph } from './dom.js';
import { decimal, moment, number, plural, shortName, time } from './format.js';

const SHOWN = 5;
const DAY_MS = 86_400_000;

export const ratio = (finding) => `${decimal(finding.ratio)} ×`;
export const since = (finding, now) => (now - Date.parse(finding.since) < DAY_MS / 2 ? time : moment)(Date.parse(finding.since));
const nameOf = ({ city_id: id, city }) => (id ? city : 'All cities');

/** The sentence for a screen reader when it begins. */
export const announcement = (finding) => `Unusual: ${nameOf(finding)}, ${ratio(finding)} usual`;

/** Shows the answer of the query `unusual`; null while it is unknown. */
export function showUnusual(list, note, answer, chosen, now) {
  note.textContent = answer?.state === 'compared' ? `compared with the ${plural(answer.hours, 'hour', 'hours')} before, as of ${time(Date.parse(answer.until))}` : '';
  const rows = answer?.rows ?? [];
  const items = rows.slice(0, SHOWN).map((row) => item(row, chosen, now));
  if (rows.length > SHOWN) items.push(el('li', { class: 'none' }, `and ${plural(rows.length - SHOWN, 'other city', 'other cities')}`));
  morph(list, ...(items.length ? items : [el('li', { class: 'none' }, nothing(answer))]));
}

function item(row, chosen, now) {
  const [city, ...region] = nameOf(row).split(',');
  const content = [
    el('span', { class: 'rise-name' }, `${city} `, el('small', {}, region.join(',').trim())),
    el('b', {}, `${ratio(row)} usual`),
    el('span', { class: 'rise-note' }, `${plural(row.tweets, 'tweet', 'tweets')} instead of ${number(Math.round(row.usual))}, since ${since(row, now)}`),
  ];
  if (!row.city_id) return el('li', {}, el('div', { class: 'rise' }, ...content));
  return el('li', {}, el('button', { type: 'button', class: 'rise', 'data-id': row.city_id, 'aria-pressed': String(chosen.includes(row.city_id)), title: `Show ${shortName(row.city)} in the trend` }, ...content));
}

function nothing(answer) {
  if (!answer) return 'Unknown at the moment.';
  if (answer.state === 'pending') return 'Not compared yet.';
  if (answer.state === 'too_little_history') return `Not compared yet: 3 hours of counts are needed, ${answer.hours} known.`;
  if (answer.state === 'nothing_recent') return 'Not compared: no posts in the last hour, or an outage.';
  return `Nothing unusual: ${answer.cities === 1 ? 'the city has' : `all ${number(answer.cities)} cities have`} about as many tweets as usual.`;
}
