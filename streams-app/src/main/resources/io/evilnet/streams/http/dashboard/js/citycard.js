// The card of a city: its rank, its share of all, its busiest window, its usual hour, and the ratios of its counts.

import { byId, el, morph } from './dom.js';
import { decimal, duration, number, share, shortName, span } from './format.js';
import { INHABITANTS, measure, source } from './measure.js';
import { METRICS, ZERO } from './metrics.js';
import { words } from './range.js';
import { top } from './ranking.js';
import { change, onChange, state } from './state.js';
import { noun, t } from './text.js';

const FIELDS = 'input, select, textarea';
const UNKNOWN = ['–', ''];
const HOUR_MS = 3_600_000;

/** The prefix of a ratio whose divisor is a number of users. */
const perUser = ({ error }) => (error === null ? '≤ ' : error > 0 ? '≈ ' : '');

export class CityCard {
  #model;
  #box = byId('card');
  #opener = null;

  constructor(model) {
    this.#model = model;
    byId('card-close').addEventListener('click', () => change({ card: null }));
    document.addEventListener('keydown', ({ key, target, defaultPrevented }) => {
      if (key !== 'Escape' || defaultPrevented || state().card === null) return;
      if (!target.closest?.(FIELDS) && !document.querySelector('dialog[open]')) change({ card: null });
    });
    onChange(({ card }, before) => {
      if (card !== before.card) this.#moveFocus(card);
    });
  }

  /** Moves the focus into an opened card, and back when it is closed. */
  #moveFocus(card) {
    const focused = document.activeElement;
    const isOutside = focused === document.body || this.#box.contains(focused);
    if (card !== null) {
      if (!isOutside) this.#opener = focused;
      this.#name(card);
      this.#box.hidden = false;
      this.#box.focus({ preventScroll: true });
    } else if (isOutside) {
      const opener = this.#opener?.isConnected ? this.#opener : byId('content');
      opener.focus({ preventScroll: true });
      this.#opener = null;
    }
  }

  #name(id) {
    const name = this.#model.name(id);
    morph(byId('card-title'), el('bdi', {}, shortName(name)), ' ', el('small', {}, name.split(',').slice(1).join(',').trim()));
  }

  /** Shows the card of the state; `usual` is the response of the query `usual-hours`, null while unknown. */
  show(now, usual) {
    const { card: id } = now;
    this.#box.hidden = id === null;
    if (id === null) return;
    const model = this.#model;
    this.#name(id);
    byId('card-note').textContent = model.loaded ? words(now, model) : t('sinceOpened');
    const metric = METRICS[now.metric];
    const isKnown = model.loaded || (model.isLive() && now.range === '1h'); // the windows of the range
    const cities = model.byCity();
    const city = model.onMap().find((one) => one.id === id);
    const facts = [
      [t('rank'), this.#rank(cities, city, measure(metric.id, now.perCapita))],
      [t('shareOfAll'), isKnown ? this.#share(city, metric) : UNKNOWN],
      [t('peak'), isKnown ? this.#peak(id, metric) : UNKNOWN],
      [t('retweetShare'), city ? [share(city.retweets / city.tweets), t('ofItsTweets')] : UNKNOWN],
      [t('tweetsPerUser'), city?.users > 0 ? [perUser(city.people) + decimal(city.tweets / city.users), ''] : UNKNOWN],
    ];
    const received = this.#received(id);
    if (isKnown && received > 0) facts.push([t('receivedRetweets'), [number(received), t('withoutOwnCity')]]);
    facts.push([t('perCapita', number(INHABITANTS)), this.#rate(city, measure(metric.id, true))]);
    if (now.until === null) facts.push([t('usualHour'), usualHour(id, usual, model.windowMs)]);
    morph(byId('card-facts'), ...facts.map(([term, [value, note]]) =>
      el('div', {}, el('dt', {}, term), el('dd', {}, el('b', {}, value), ' ', el('small', {}, note)))));
  }

  #rank(cities, city, by) {
    const ranked = top(cities, by, cities.length);
    const rank = ranked.findIndex((one) => one.id === city?.id) + 1;
    const all = by.perCapita ? ranked.length : this.#model.foundIfMore() ?? ranked.length;
    if (rank > 0) return [t('ofAll', number(rank), number(all)), t('byUnit', by.unit)];
    return city && all > ranked.length ? [t('ofAll', `> ${number(ranked.length)}`, number(all)), t('byUnit', by.unit)] : UNKNOWN;
  }

  #rate(city, by) {
    if (!city) return UNKNOWN;
    return by.has(city) ? [by.text(city), t('inhabitants', noun(METRICS[by.id].noun, by.of(city)), number(city.population), source(this.#model.cities.get(city.id)?.country))] : ['–', this.#model.isRanked() ? t('populationUnknown') : ''];
  }

  /** The share of a city; shares of users may exceed 100 % in total, as a user may be active in several cities. */
  #share(city, { id, unit, adds }) {
    const model = this.#model;
    const everyone = model.everyone();
    const whole = adds ? model.windows().reduce((sum, window) => sum + (model.total(window)?.[id] ?? 0), 0) : everyone?.users;
    if (!city || !whole) return UNKNOWN;
    const isExact = adds || (city.people.error === 0 && everyone.error === 0);
    return [`${isExact ? '' : '≈ '}${share(Math.min(1, city[id] / whole))}`, t('ofAllUnits', unit)];
  }

  #received(city) {
    const model = this.#model;
    return model.windows().reduce((sum, window) => sum + (model.ofCity(city, window)?.received ?? 0), 0);
  }

  #peak(city, { id, noun: unit }) {
    const model = this.#model;
    const counts = model.windows().map((window) => [window, (model.ofCity(city, window) ?? ZERO)[id]]);
    const [window, most] = counts.reduce((a, b) => (b[1] > a[1] ? b : a));
    return most > 0 ? [number(most), `${noun(unit, most)}, ${span(window, window + model.windowMs)}`] : UNKNOWN;
  }
}

/** The usual hour; unknown unless the whole hour was compared. */
function usualHour(id, usual, windowMs) {
  const row = usual?.rows.find(({ city_id: city }) => city === id);
  const compared = row?.windows * windowMs;
  if (compared <= HOUR_MS - windowMs) return ['–', t('partCompared', duration(compared))];
  const usually = Math.round(row?.usual);
  if (row) return [number(usually), t('lastOne', noun('tweet', usually), number(row.tweets))];
  return ['–', usual && usual.state !== 'compared' ? t('notComparedYet') : ''];
}
