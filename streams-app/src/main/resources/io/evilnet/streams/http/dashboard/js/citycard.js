// The card of a city: its rank, its share of all, its busiest window, its usual hour, and the ratios of its counts.

import { byId, el, morph } from './dom.js';
import { formatDecimal, formatDuration, formatInterval, formatNumber, formatPercent, shortName } from './format.js';
import { INHABITANTS, createMeasure, populationSource } from './measure.js';
import { METRICS, ZERO } from './metrics.js';
import { rangeText } from './range.js';
import { highestRanked } from './ranking.js';
import { getState, onStateChange, setState } from './state.js';
import { noun, t } from './text.js';

const INPUT_FIELDS = 'input, select, textarea';
const UNKNOWN_VALUE = ['–', ''];
const HOUR_MS = 3_600_000;

/** The prefix of a ratio to a number of users. */
const ratioPrefix = ({ error }) => (error === null ? '≤ ' : error > 0 ? '≈ ' : '');

export class CityCard {
  #model;
  #container = byId('card');
  #opener = null;

  constructor(model) {
    this.#model = model;
    byId('card-close').addEventListener('click', () => setState({ card: null }));
    document.addEventListener('keydown', ({ key, target, defaultPrevented }) => {
      if (key !== 'Escape' || defaultPrevented || getState().card === null) return;
      if (!target.closest?.(INPUT_FIELDS) && !document.querySelector('dialog[open]')) setState({ card: null });
    });
    onStateChange(({ card }, previous) => {
      if (card !== previous.card) this.#moveFocus(card);
    });
  }

  /** Moves the focus into an opened card, and back when it is closed. */
  #moveFocus(card) {
    const focused = document.activeElement;
    const isOutside = focused === document.body || this.#container.contains(focused);
    if (card !== null) {
      if (!isOutside) this.#opener = focused;
      this.#showName(card);
      this.#container.hidden = false;
      this.#container.focus({ preventScroll: true });
    } else if (isOutside) {
      const opener = this.#opener?.isConnected ? this.#opener : byId('content');
      opener.focus({ preventScroll: true });
      this.#opener = null;
    }
  }

  #showName(id) {
    const name = this.#model.name(id);
    morph(byId('card-title'), el('bdi', {}, shortName(name)), ' ', el('small', {}, name.split(',').slice(1).join(',').trim()));
  }

  /** Shows the card of the state; `usualHours` is the response of the query `usual-hours`, null while unknown. */
  show(state, usualHours) {
    const { card: id } = state;
    this.#container.hidden = id === null;
    if (id === null) return;
    const model = this.#model;
    this.#showName(id);
    byId('card-note').textContent = model.isLoaded ? rangeText(state, model) : t('sinceOpened');
    const metric = METRICS[state.metric];
    const isKnown = model.isLoaded || (model.isLive() && state.range === '1h'); // true if the windows of the range are known
    const cities = model.cityTotals();
    const city = model.mapCities().find((candidate) => candidate.id === id);
    const facts = [
      [t('rank'), this.#rank(cities, city, createMeasure(metric.id, state.perCapita))],
      [t('shareOfAll'), isKnown ? this.#share(city, metric) : UNKNOWN_VALUE],
      [t('peak'), isKnown ? this.#peak(id, metric) : UNKNOWN_VALUE],
      [t('retweetShare'), city ? [formatPercent(city.retweets / city.tweets), t('ofItsTweets')] : UNKNOWN_VALUE],
      [t('tweetsPerUser'), city?.users > 0 ? [ratioPrefix(city.estimate) + formatDecimal(city.tweets / city.users), ''] : UNKNOWN_VALUE],
    ];
    const received = this.#received(id);
    if (isKnown && received > 0) facts.push([t('receivedRetweets'), [formatNumber(received), t('withoutOwnCity')]]);
    facts.push([t('perCapita', formatNumber(INHABITANTS)), this.#perCapita(city, createMeasure(metric.id, true))]);
    if (state.until === null) facts.push([t('usualHour'), usualHour(id, usualHours, model.windowMs)]);
    morph(byId('card-facts'), ...facts.map(([term, [value, note]]) =>
      el('div', {}, el('dt', {}, term), el('dd', {}, el('b', {}, value), ' ', el('small', {}, note)))));
  }

  #rank(cities, city, measure) {
    const ranked = highestRanked(cities, measure, cities.length);
    const rank = ranked.findIndex((candidate) => candidate.id === city?.id) + 1;
    const total = measure.perCapita ? ranked.length : this.#model.totalIfTruncated() ?? ranked.length;
    if (rank > 0) return [t('ofAll', formatNumber(rank), formatNumber(total)), t('byUnit', measure.unit)];
    return city && total > ranked.length ? [t('ofAll', `> ${formatNumber(ranked.length)}`, formatNumber(total)), t('byUnit', measure.unit)] : UNKNOWN_VALUE;
  }

  #perCapita(city, measure) {
    if (!city) return UNKNOWN_VALUE;
    return measure.hasValue(city) ? [measure.formatValue(city), t('inhabitants', noun(METRICS[measure.id].noun, measure.getValue(city)), formatNumber(city.population), populationSource(this.#model.cities.get(city.id)?.country))] : ['–', this.#model.isRanked() ? t('populationUnknown') : ''];
  }

  /** The share of a city; shares of users may exceed 100 % in total, as a user may be active in several cities. */
  #share(city, { id, unit, isAdditive }) {
    const model = this.#model;
    const allUsers = model.allUsers();
    const total = isAdditive ? model.windows().reduce((sum, window) => sum + (model.total(window)?.[id] ?? 0), 0) : allUsers?.users;
    if (!city || !total) return UNKNOWN_VALUE;
    const isExact = isAdditive || (city.estimate.error === 0 && allUsers.error === 0);
    return [`${isExact ? '' : '≈ '}${formatPercent(Math.min(1, city[id] / total))}`, t('ofAllUnits', unit)];
  }

  #received(city) {
    const model = this.#model;
    return model.windows().reduce((sum, window) => sum + (model.cityCounts(city, window)?.received ?? 0), 0);
  }

  #peak(city, { id, noun: unit }) {
    const model = this.#model;
    const counts = model.windows().map((window) => [window, (model.cityCounts(city, window) ?? ZERO)[id]]);
    const [window, maximum] = counts.reduce((a, b) => (b[1] > a[1] ? b : a));
    return maximum > 0 ? [formatNumber(maximum), `${noun(unit, maximum)}, ${formatInterval(window, window + model.windowMs)}`] : UNKNOWN_VALUE;
  }
}

/** The usual hour; unknown unless the full hour was compared. */
function usualHour(id, usualHours, windowMs) {
  const row = usualHours?.rows.find(({ city_id: city }) => city === id);
  const comparedMs = row?.windows * windowMs;
  if (comparedMs <= HOUR_MS - windowMs) return ['–', t('partCompared', formatDuration(comparedMs))];
  const usualTweets = Math.round(row?.usual);
  if (row) return [formatNumber(usualTweets), t('lastOne', noun('tweet', usualTweets), formatNumber(row.tweets))];
  return ['–', usualHours && usualHours.state !== 'compared' ? t('notComparedYet') : ''];
}
