// Renders the model for the current URL state.

import { areaName } from './area.js';
import { Chart } from './chart.js';
import { qualityCsvUrls, updateCsvLinks } from './csv.js';
import { byId, createTable, el, morph } from './dom.js';
import { formatDateTime, formatDuration, formatErrorMargin, formatInterval, formatNumber, formatPercent, formatUserCount, isolateText, plural } from './format.js';
import { clip, outageIntervals, repairIntervals } from './intervals.js';
import { showLegend } from './legend.js';
import { CityMap } from './map.js';
import { INHABITANTS, createMeasure, populationSource } from './measure.js';
import { METRICS, ZERO, addCounts } from './metrics.js';
import { previousRank, relativeChange } from './previousrange.js';
import { showQuality } from './quality.js';
import { rangeText, setRangeEnd } from './range.js';
import { highestRanked, lowestRanked, minTweets, showRanks, worstMetric } from './ranking.js';
import { createSparkline } from './sparkline.js';
import { getState, setState, showLive, toggleCity } from './state.js';
import { t } from './text.js';
import { formatRatio, formatSince, matchesLine, showUnusual } from './unusual.js';

const PAGE_SIZE = 200; // rows of the table, initially and per click
const STAGE_TEXTS = { open: t('inProgress'), provisional: t('provisional'), closed: '' };

export class View {
  #model;
  #chart;
  #map;
  #error = null;
  #rowLimit = PAGE_SIZE;

  constructor(model, announce, onMove) {
    this.#model = model;
    this.#chart = new Chart(byId('chart'), announce);
    this.#map = new CityMap(byId('map'), toggleCity, onMove);
    for (const id of ['top', 'worst', 'unusual']) byId(id).addEventListener('click', ({ target }) => handleButton(target, 'id', toggleCity));
    byId('empty').addEventListener('click', ({ target }) => handleButton(target, 'until', (end) => (end === '' ? showLive() : setRangeEnd(Number(end)))));
    byId('worst-by').addEventListener('click', () => setState({ worst: getState().worst === 'chosen' ? 'retweets' : 'chosen' }));
    byId('per-capita').addEventListener('click', () => setState({ perCapita: !getState().perCapita }));
    byId('map-table').addEventListener('click', ({ target }) => handleButton(target, 'more', () => {
      this.#rowLimit += PAGE_SIZE;
      this.#redraw?.();
    }));
    for (const id of ['trend-table', 'map-table']) byId(id).addEventListener('toggle', () => this.#redraw?.());
  }

  #redraw = null;

  /** The bounds of the map's viewport in degrees; null if the whole map is shown. */
  viewport() {
    return this.#map.viewport();
  }

  /** Sets the error of the last load, or null. */
  setError(error) {
    this.#error = error;
  }

  #loadingKey() {
    return this.#error ? 'unavailable' : 'loading';
  }

  draw(state, panelData) {
    this.#redraw = () => this.draw(state, panelData);
    const model = this.#model;
    model.setViewState(state);
    document.body.dataset.metric = state.metric;
    document.body.dataset.loading = String(!model.isLoaded && this.#error === null);
    const windows = model.windows();
    const series = this.#createSeries(state, windows);
    const outages = outageIntervals(panelData.outageRows, model.now());
    this.#drawTiles(state, windows, series, { ...panelData, outages });
    this.#drawUnusual(state, panelData);
    this.#drawTrend(state, windows, series, { ...panelData, outages });
    this.#drawCities(state, panelData.previous);
    this.#drawQuality(state, windows, { ...panelData, outages });
    updateCsvLinks(state);
  }

  /** The series of the chart: all cities as one, or one per selected city. */
  #createSeries(state, windows) {
    const model = this.#model;
    const orZero = (counts, window) => counts ?? (model.stage(window) === 'open' ? ZERO : null);
    const { cities } = state;
    if (!cities.length) {
      return [{ id: null, name: areaName(state) ?? t('allCities'), tone: 'metric', counts: windows.map((window) => orZero(model.total(window), window)) }];
    }
    return cities.map((id, index) => ({
      id, name: model.name(id), tone: cities.length > 1 ? `city-${index}` : 'metric', counts: windows.map((window) => orZero(model.cityCounts(id, window), window)),
    }));
  }

  #drawTiles(state, windows, series, { previous, outages }) {
    const model = this.#model;
    const stages = windows.map((window) => model.stage(window));
    const sums = windows.map((window, index) => series.map(({ counts }) => counts[index]).filter((counts) => counts !== null).reduce((sum, counts) => (sum ? addCounts(sum, counts) : counts), null));
    const total = sums.filter((counts) => counts !== null).reduce(addCounts, ZERO);
    const selectionUsers = model.selectionUsers();
    const container = byId('tiles');
    morph(container, ...Object.values(METRICS).map(({ id, name, isAdditive }, index) => {
      const figure = isAdditive ? formatNumber(total[id]) : selectionUsers ? formatUserCount(selectionUsers) : '–';
      const error = isAdditive || !selectionUsers ? '' : formatErrorMargin(selectionUsers);
      const change = relativeChange(previous, id, { windows, sums, stages, outages, model });
      return el('button', { type: 'button', class: `tile metric-${id}`, 'data-metric': id, 'aria-pressed': String(state.metric === id), 'aria-keyshortcuts': String(index + 1) },
        el('span', { class: 'tile-name' }, el('i', { 'aria-hidden': 'true' }), name, model.isLoaded && change ? changeElement(change, previous) : null),
        el('span', { class: 'tile-figure' }, model.isLoaded ? figure : '–'),
        el('span', { class: 'tile-note' }, model.isLoaded ? rangeText(state, model) : t(this.#loadingKey()),
          model.isLoaded && error ? el('span', { class: 'margin', title: t('confidence') }, `, ${error} (95\u00a0%)`) : null),
        createSparkline(sums.map((counts) => (counts === null ? null : counts[id])), stages, isAdditive, id));
    }));
  }

  /** The unusual activity; hidden for past ranges, as it is current. */
  #drawUnusual(state, { unusual }) {
    byId('unusual-card').hidden = state.until !== null;
    showUnusual(byId('unusual'), byId('unusual-note'), unusual, state.cities, this.#model.now(), areaName(state));
  }

  #drawTrend(state, windows, series, { unusual, outages, runs }) {
    const model = this.#model;
    const metric = METRICS[state.metric];
    const bands = { repaired: repairIntervals(runs), outage: outages };
    const lines = series.map(({ id, name, tone, counts }) => ({ id, name, tone, values: counts.map((counts) => (counts === null ? null : counts[metric.id])) }));
    const stages = windows.map((window) => model.stage(window));
    const empty = windows.map((window) => model.isLoaded && model.total(window) === null && model.stage(window) !== 'open');
    byId('trend-title').textContent = series.length === 1 ? t('trendOf', metric.name, series[0].name) : metric.name;
    const minutes = model.windowMs / 60_000;
    byId('trend-note').textContent = `${t('every', minutes)}, ${rangeText(state, model)}`;
    const isAllUsers = metric.id === 'users' && lines[0].id === null;
    const isShown = (intervals) => clip(intervals, model.start(), model.end()).length > 0;
    showLegend(byId('legend'), lines, {
      open: stages.includes('open'), provisional: stages.includes('provisional'), empty: empty.some(Boolean),
      outage: isShown(outages), repaired: isShown(bands.repaired), estimate: metric.id === 'users',
    });
    const value = (line, index) => {
      if (line.values[index] === null) return '–';
      const users = isAllUsers && series[0].counts[index];
      return users ? `${formatUserCount(users)} ${formatErrorMargin(users)}`.trim() : formatNumber(line.values[index]);
    };
    const notes = (index) => {
      const [from, to] = [windows[index], windows[index] + model.windowMs];
      const missing = clip(outages, from, to).reduce((sum, [start, end]) => sum + end - start, 0);
      return [empty[index] ? t('noPosts') : STAGE_TEXTS[stages[index]], missing ? t('outageFor', formatDuration(missing)) : '', clip(bands.repaired, from, to).length ? t('repaired') : '']
        .filter(Boolean).join(', ');
    };
    const isEmpty = model.isLoaded && empty.filter(Boolean).length >= windows.length - 1 && lines.every(({ values }) => values.every((value) => !value));
    this.#drawEmpty(isEmpty);
    const increases = (state.until === null ? unusual?.rows ?? [] : []).filter((row) => lines.some(({ id }) => matchesLine(row, state, id)))
      .map((row) => ({ from: Date.parse(row.since), text: lines.length > 1 ? t('named', isolateText(row.city), usualSinceText(row, model)) : usualSinceText(row, model) }));
    const isUnavailable = !model.isLoaded && this.#error !== null;
    byId('chart').hidden = isEmpty || isUnavailable;
    if (isEmpty || isUnavailable) return;
    this.#chart.show({
      label: `${metric.name} ${t('every', minutes)}, ${rangeText(state, model)}, ${t('trendLabel', lines.map(({ name }) => name).join(', '))}`,
      windows, windowMs: model.windowMs, series: lines, stages, empty, bands, increases: metric.id === 'tweets' ? increases : [],
      describe: (index) => ({
        title: formatInterval(windows[index], windows[index] + model.windowMs),
        lines: empty[index] ? [] : lines.map((line) => ({ name: lines.length > 1 ? line.name : metric.name, tone: line.tone, value: value(line, index) })),
        note: notes(index),
      }),
    });
    const details = byId('trend-table');
    if (details.open) {
      const headers = [{ text: t('windowHead') }, ...lines.map(({ name }) => ({ text: name, isNumeric: true })), { text: t('state') }];
      const rows = windows.map((window, index) => [formatInterval(window, window + model.windowMs), ...lines.map((line) => value(line, index)), notes(index)]);
      morph(details.lastElementChild, createTable(`${metric.name}, ${rangeText(state, model)}`, headers, rows.reverse()));
    }
  }

  #drawEmpty(isEmpty) {
    const container = byId('empty');
    container.hidden = !isEmpty && !(this.#error && !this.#model.isLoaded);
    if (container.hidden) return;
    const newest = this.#model.newestWindow;
    if (!isEmpty) {
      morph(container, el('strong', {}, t('noHistory')), el('p', {}, this.#error.message));
    } else if (newest === null) {
      morph(container, el('strong', {}, t('noCounts')), el('p', {}, t('noCountsNote')));
    } else {
      const end = newest + this.#model.windowMs;
      morph(container, el('strong', {}, t('emptyRange')), el('p', {}, t('newestWindow', formatDateTime(newest))),
        el('button', { type: 'button', class: 'button', 'data-until': end > this.#model.openWindow() ? '' : end }, t('showNewest')));
    }
  }

  #drawCities(state, previous) {
    const model = this.#model;
    const cities = model.cityTotals();
    const { metric, perCapita } = state;
    const topMeasure = createMeasure(metric, perCapita);
    const worstMeasure = createMeasure(worstMetric(state), perCapita);
    const unit = (measure) => measure.unit + (measure.id === 'users' ? ` ${t('interval')}` : '');
    const rangeLabel = model.isLoaded ? rangeText(state, model) : t('sinceOpened');
    const topCities = highestRanked(cities, topMeasure);
    byId('top-note').textContent = `${t('most', unit(topMeasure))}, ${rangeLabel}`;
    const minTweetsText = plural(minTweets(cities), 'tweet');
    byId('worst-note').textContent = t('fewest', unit(worstMeasure), minTweetsText);
    const emptyText = this.#emptyText(state, cities);
    showRanks(byId('top'), topCities, topMeasure, topCities.length ? topMeasure.getValue(topCities[0]) : 0, state.cities, emptyText, (id) => (perCapita ? null : previousRank(previous, { start: model.start(), metric }, id)));
    const lowestCities = !perCapita && model.lowest();
    showRanks(byId('worst'), lowestCities || lowestRanked(cities, worstMeasure), worstMeasure, 0, state.cities, topCities.length ? t('noCityWith', minTweetsText) : emptyText);
    this.#drawPerCapita(cities, topMeasure);
    byId('worst-by').hidden = metric === 'retweets';
    byId('worst-by').textContent = t('by', METRICS[state.worst === 'chosen' ? 'retweets' : metric].unit);
    const onMap = model.mapCities().map((city) => ({ ...model.cities.get(city.id), ...city }));
    const placed = onMap.filter(topMeasure.hasValue);
    const found = perCapita ? null : model.totalIfTruncated();
    const shown = found === null ? plural(placed.length, 'city') : t('ofAll', formatNumber(placed.length), plural(found, 'city'));
    const title = t('citiesBy', shown, unit(topMeasure));
    byId('map-note').textContent = model.isLoaded && !model.isRanked() ? emptyText : `${title}, ${rangeLabel}`;
    this.#map.show({ title, measure: topMeasure, cities: placed, selected: state.cities, area: model.isLoaded ? [state.country, state.region].filter(Boolean).join() || null : undefined, countries: state.country ? [state.country] : countriesOf(onMap.length ? onMap : [...model.cities.values()]) });
    const details = byId('map-table');
    if (details.open) {
      const headers = [{ text: t('cityHead') }, ...Object.values(METRICS).map(({ name }) => ({ text: name, isNumeric: true }))];
      const rows = highestRanked(onMap, createMeasure(metric, false), this.#rowLimit).map((city) => [city.name, formatNumber(city.tweets), formatNumber(city.retweets), `${formatUserCount(city.estimate)} ${formatErrorMargin(city.estimate)}`]);
      const remaining = Math.min(PAGE_SIZE, onMap.length - rows.length);
      morph(details.lastElementChild, createTable(`${t('map')}: ${title}, ${rangeLabel}`, headers, rows), remaining > 0 ? el('button', { type: 'button', class: 'link', 'data-more': '' }, t('showMore', formatNumber(remaining))) : null);
    }
  }

  /** The text of an empty ranking: too many cities, no tweets, or no known population; the loading state while unknown. */
  #emptyText(state, cities) {
    const model = this.#model;
    const isKnown = cities.length ? model.isRanked() : model.isLoaded;
    if (!isKnown) return t(this.#loadingKey());
    if (!model.isRanked()) return t('tooManyCities', areaName(state), state.region === null && t(state.country === null ? 'countryOrRegion' : 'oneRegion'));
    return cities.length ? t('populationUnknown') : t('noCity', areaName(state));
  }

  /** The switch to counts per inhabitant, and the number of cities without a known population. */
  #drawPerCapita(cities, { perCapita }) {
    const counted = cities.filter(({ population }) => population !== null);
    const known = counted.length;
    const sources = new Set(counted.map(({ id }) => populationSource(this.#model.cities.get(id)?.country)));
    byId('per-capita').hidden = known === 0 && !perCapita;
    byId('per-capita').textContent = perCapita ? t('absolute') : t('perCapita', formatNumber(INHABITANTS));
    byId('excluded').hidden = !perCapita || !this.#model.isRanked();
    byId('excluded').textContent = t('excluded', formatNumber(cities.length - known), plural(cities.length, 'city'), [...sources].sort().join('; ') || t('census'));
  }

  #drawQuality(state, windows, panelData) {
    const model = this.#model;
    const resolved = state.country ? null : windows.reduce((sum, window) => sum + (model.total(window)?.tweets ?? 0), 0);
    const unresolved = windows.reduce((sum, window) => sum + model.unresolved(window).tweets, 0);
    const contained = windows.reduce((sum, window) => sum + model.contained(window), 0);
    const received = windows.reduce((sum, window) => sum + (model.total(window)?.received ?? 0), 0);
    showQuality(byId('quality'), { resolved, unresolved, contained, received, isKnown: model.isLoaded || model.isLive(), rangeText: rangeText(state, model), now: model.now(), csv: qualityCsvUrls(state), ...this.#knownInterval(panelData.outages), ...panelData });
  }

  /** The part of the range with known coverage: from the first retained window to the last one with posts, or to a later outage. */
  #knownInterval(outages) {
    const model = this.#model;
    const end = Math.min(model.end(), model.now());
    const newestEnd = model.newestWindow === null ? 0 : model.newestWindow + model.windowMs;
    const from = Math.max(model.start(), model.oldestWindow ?? Infinity);
    return { from, to: Math.max(Math.min(end, newestEnd), ...clip(outages, from, end).map(([, to]) => to)) };
  }
}

const countriesOf = (cities) => new Set(cities.map(({ country }) => country).filter(Boolean));

/** The change of a sum since the previous range. */
function changeElement({ previousValue, ratio }, { length }) {
  const text = `${ratio < 0 ? '−' : '+'}${formatPercent(Math.abs(ratio))}`;
  return el('span', { class: 'sum', title: t('sameBefore', formatNumber(previousValue), formatDuration(length)) }, t('onBefore', text, formatDuration(length)));
}

const usualSinceText = (row, model) => t('usualSince', formatRatio(row), formatSince(row, model.now()));

/** Calls the action with the data attribute of the clicked button. */
function handleButton(target, name, action) {
  const button = target.closest(`[data-${name}]`);
  if (button) action(button.dataset[name]);
}
