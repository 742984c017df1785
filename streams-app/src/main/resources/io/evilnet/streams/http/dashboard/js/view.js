// Renders the model for the current URL state.

import { areaName } from './area.js';
import { Chart } from './chart.js';
import { linkCsv, qualityCsv } from './csv.js';
import { byId, el, morph, table } from './dom.js';
import { duration, isolated, margin, moment, number, people, plural, share, span } from './format.js';
import { clip, outages, repairs } from './intervals.js';
import { legend } from './legend.js';
import { CityMap } from './map.js';
import { INHABITANTS, measure, source } from './measure.js';
import { METRICS, ZERO, plus } from './metrics.js';
import { changeOf, rankBefore } from './previousrange.js';
import { showHonest } from './quality.js';
import { showUntil, words } from './range.js';
import { leastTweets, showRanks, top, worst, worstMetric } from './ranking.js';
import { sparkline } from './sparkline.js';
import { change, goLive, state as current, toggleCity } from './state.js';
import { t } from './text.js';
import { isOf, ratio, showUnusual, since } from './unusual.js';

const ROWS = 200; // of the table, and per request for more
const STAGES = { open: t('inProgress'), settling: t('provisional'), closed: '' };

export class View {
  #model;
  #chart;
  #map;
  #problem = null;
  #rows = ROWS;

  constructor(model, announce, moved) {
    this.#model = model;
    this.#chart = new Chart(byId('chart'), announce);
    this.#map = new CityMap(byId('map'), toggleCity, moved);
    for (const id of ['top', 'worst', 'unusual']) byId(id).addEventListener('click', ({ target }) => chosen(target, 'id', toggleCity));
    byId('empty').addEventListener('click', ({ target }) => chosen(target, 'until', (end) => (end === '' ? goLive() : showUntil(Number(end)))));
    byId('worst-by').addEventListener('click', () => change({ worst: current().worst === 'chosen' ? 'retweets' : 'chosen' }));
    byId('per-capita').addEventListener('click', () => change({ perCapita: !current().perCapita }));
    byId('map-table').addEventListener('click', ({ target }) => chosen(target, 'more', () => {
      this.#rows += ROWS;
      this.#again?.();
    }));
    for (const id of ['trend-table', 'map-table']) byId(id).addEventListener('toggle', () => this.#again?.());
  }

  #again = null;

  /** The bounds of the map's viewport in degrees; null if the whole map is shown. */
  viewport() {
    return this.#map.viewport();
  }

  /** Sets the error of the last read, or null. */
  problem(error) {
    this.#problem = error;
  }

  #waiting() {
    return this.#problem ? 'unavailable' : 'loading';
  }

  draw(state, extras) {
    this.#again = () => this.draw(state, extras);
    const model = this.#model;
    model.view(state);
    document.body.dataset.metric = state.metric;
    document.body.dataset.loading = String(!model.loaded && this.#problem === null);
    const windows = model.windows();
    const series = this.#series(state, windows);
    const lost = outages(extras.losses, model.now());
    this.#tiles(state, windows, series, { ...extras, lost });
    this.#unusual(state, extras);
    this.#trend(state, windows, series, { ...extras, lost });
    this.#places(state, extras.previous);
    this.#honest(state, windows, { ...extras, lost });
    linkCsv(state);
  }

  /** The series of the chart: all cities as one, or one per selected city. */
  #series(state, windows) {
    const model = this.#model;
    const value = (counts, w) => counts ?? (model.stage(w) === 'open' ? ZERO : null);
    const { cities } = state;
    if (!cities.length) {
      return [{ id: null, name: areaName(state) ?? t('allCities'), tone: 'metric', counts: windows.map((w) => value(model.total(w), w)) }];
    }
    return cities.map((id, i) => ({
      id, name: model.name(id), tone: cities.length > 1 ? `city-${i}` : 'metric', counts: windows.map((w) => value(model.ofCity(id, w), w)),
    }));
  }

  #tiles(state, windows, series, { previous, lost }) {
    const model = this.#model;
    const stages = windows.map((w) => model.stage(w));
    const sums = windows.map((w, i) => series.map(({ counts }) => counts[i]).filter((c) => c !== null).reduce((a, b) => (a ? plus(a, b) : b), null));
    const all = sums.filter((c) => c !== null).reduce(plus, ZERO);
    const together = model.together();
    const box = byId('tiles');
    morph(box, ...Object.values(METRICS).map(({ id, name, adds }, i) => {
      const figure = adds ? number(all[id]) : together ? people(together) : '–';
      const error = adds || !together ? '' : margin(together);
      const change = changeOf(previous, id, { windows, sums, stages, lost, model });
      return el('button', { type: 'button', class: `tile metric-${id}`, 'data-metric': id, 'aria-pressed': String(state.metric === id), 'aria-keyshortcuts': String(i + 1) },
        el('span', { class: 'tile-name' }, el('i', { 'aria-hidden': 'true' }), name, model.loaded && change ? sinceBefore(change, previous) : null),
        el('span', { class: 'tile-figure' }, model.loaded ? figure : '–'),
        el('span', { class: 'tile-note' }, model.loaded ? words(state, model) : t(this.#waiting()),
          model.loaded && error ? el('span', { class: 'margin', title: t('confidence') }, `, ${error} (95\u00a0%)`) : null),
        sparkline(sums.map((c) => (c === null ? null : c[id])), stages, adds, id));
    }));
  }

  /** Hidden for past ranges, as it is about the present. */
  #unusual(state, { unusual }) {
    byId('unusual-card').hidden = state.until !== null;
    showUnusual(byId('unusual'), byId('unusual-note'), unusual, state.cities, this.#model.now(), areaName(state));
  }

  #trend(state, windows, series, { unusual, lost, runs }) {
    const model = this.#model;
    const metric = METRICS[state.metric];
    const bands = { repaired: repairs(runs), outage: lost };
    const lines = series.map(({ id, name, tone, counts }) => ({ id, name, tone, values: counts.map((c) => (c === null ? null : c[metric.id])) }));
    const stages = windows.map((w) => model.stage(w));
    const empty = windows.map((w) => model.loaded && model.total(w) === null && model.stage(w) !== 'open');
    byId('trend-title').textContent = series.length === 1 ? t('trendOf', metric.name, series[0].name) : metric.name;
    const minutes = model.windowMs / 60_000;
    byId('trend-note').textContent = `${t('every', minutes)}, ${words(state, model)}`;
    const isAllUsers = metric.id === 'users' && lines[0].id === null;
    const isShown = (intervals) => clip(intervals, model.start(), model.end()).length > 0;
    legend(byId('legend'), lines, {
      open: stages.includes('open'), settling: stages.includes('settling'), empty: empty.some(Boolean),
      outage: isShown(lost), repaired: isShown(bands.repaired), estimate: metric.id === 'users',
    });
    const value = (line, i) => {
      if (line.values[i] === null) return '–';
      const users = isAllUsers && series[0].counts[i];
      return users ? `${people(users)} ${margin(users)}`.trim() : number(line.values[i]);
    };
    const notes = (i) => {
      const [from, to] = [windows[i], windows[i] + model.windowMs];
      const missing = clip(lost, from, to).reduce((sum, [a, b]) => sum + b - a, 0);
      return [empty[i] ? t('noPosts') : STAGES[stages[i]], missing ? t('outageFor', duration(missing)) : '', clip(bands.repaired, from, to).length ? t('repaired') : '']
        .filter(Boolean).join(', ');
    };
    const nothing = model.loaded && empty.filter(Boolean).length >= windows.length - 1 && lines.every(({ values }) => values.every((v) => !v));
    this.#empty(nothing);
    const rises = (state.until === null ? unusual?.rows ?? [] : []).filter((row) => lines.some(({ id }) => isOf(row, state, id)))
      .map((row) => ({ from: Date.parse(row.since), text: lines.length > 1 ? t('named', isolated(row.city), usualSince(row, model)) : usualSince(row, model) }));
    const unread = !model.loaded && this.#problem !== null;
    byId('chart').hidden = nothing || unread;
    if (nothing || unread) return;
    this.#chart.show({
      label: `${metric.name} ${t('every', minutes)}, ${words(state, model)}, ${t('trendLabel', lines.map(({ name }) => name).join(', '))}`,
      windows, windowMs: model.windowMs, series: lines, stages, empty, bands, rises: metric.id === 'tweets' ? rises : [],
      describe: (i) => ({
        title: span(windows[i], windows[i] + model.windowMs),
        lines: empty[i] ? [] : lines.map((line) => ({ name: lines.length > 1 ? line.name : metric.name, tone: line.tone, value: value(line, i) })),
        note: notes(i),
      }),
    });
    const details = byId('trend-table');
    if (details.open) {
      const heads = [{ text: t('windowHead') }, ...lines.map(({ name }) => ({ text: name, number: true })), { text: t('state') }];
      const rows = windows.map((w, i) => [span(w, w + model.windowMs), ...lines.map((line) => value(line, i)), notes(i)]);
      morph(details.lastElementChild, table(`${metric.name}, ${words(state, model)}`, heads, rows.reverse()));
    }
  }

  #empty(nothing) {
    const box = byId('empty');
    box.hidden = !nothing && !(this.#problem && !this.#model.loaded);
    if (box.hidden) return;
    const newest = this.#model.newestWindow;
    if (!nothing) {
      morph(box, el('strong', {}, t('noHistory')), el('p', {}, this.#problem.message));
    } else if (newest === null) {
      morph(box, el('strong', {}, t('noCounts')), el('p', {}, t('noCountsNote')));
    } else {
      const end = newest + this.#model.windowMs;
      morph(box, el('strong', {}, t('emptyRange')), el('p', {}, t('newestWindow', moment(newest))),
        el('button', { type: 'button', class: 'button', 'data-until': end > this.#model.openWindow() ? '' : end }, t('showNewest')));
    }
  }

  #places(state, previous) {
    const model = this.#model;
    const cities = model.byCity();
    const { metric, perCapita } = state;
    const highest = measure(metric, perCapita);
    const lowest = measure(worstMetric(state), perCapita);
    const unit = (by) => by.unit + (by.id === 'users' ? ` ${t('interval')}` : '');
    const when = model.loaded ? words(state, model) : t('sinceOpened');
    const best = top(cities, highest);
    byId('top-note').textContent = `${t('most', unit(highest))}, ${when}`;
    const least = plural(leastTweets(cities), 'tweet');
    byId('worst-note').textContent = t('fewest', unit(lowest), least);
    const nothing = this.#nothing(state, cities);
    showRanks(byId('top'), best, highest, best.length ? highest.of(best[0]) : 0, state.cities, nothing, (id) => (perCapita ? null : rankBefore(previous, { start: model.start(), metric }, id)));
    const few = !perCapita && model.lowest();
    showRanks(byId('worst'), few || worst(cities, lowest), lowest, 0, state.cities, best.length ? t('noCityWith', least) : nothing);
    this.#perCapita(cities, highest);
    byId('worst-by').hidden = metric === 'retweets';
    byId('worst-by').textContent = t('by', METRICS[state.worst === 'chosen' ? 'retweets' : metric].unit);
    const onMap = model.onMap().map((city) => ({ ...model.cities.get(city.id), ...city }));
    const placed = onMap.filter(highest.has);
    const found = perCapita ? null : model.foundIfMore();
    const shown = found === null ? plural(placed.length, 'city') : t('ofAll', number(placed.length), plural(found, 'city'));
    const title = t('citiesBy', shown, unit(highest));
    byId('map-note').textContent = model.loaded && !model.isRanked() ? nothing : `${title}, ${when}`;
    this.#map.show({ title, measure: highest, cities: placed, chosen: state.cities, focus: model.loaded ? [state.country, state.region].filter(Boolean).join() || null : undefined, countries: state.country ? [state.country] : countriesOf(onMap.length ? onMap : [...model.cities.values()]) });
    const details = byId('map-table');
    if (details.open) {
      const heads = [{ text: t('cityHead') }, ...Object.values(METRICS).map(({ name }) => ({ text: name, number: true }))];
      const rows = top(onMap, measure(metric, false), this.#rows).map((city) => [city.name, number(city.tweets), number(city.retweets), `${people(city.people)} ${margin(city.people)}`]);
      const more = Math.min(ROWS, onMap.length - rows.length);
      morph(details.lastElementChild, table(`${t('map')}: ${title}, ${when}`, heads, rows), more > 0 ? el('button', { type: 'button', class: 'link', 'data-more': '' }, t('showMore', number(more))) : null);
    }
  }

  /** The text of an empty ranking: too many cities, no tweets, or no known population; the loading state while unknown. */
  #nothing(state, cities) {
    const model = this.#model;
    const isKnown = cities.length ? model.isRanked() : model.loaded;
    if (!isKnown) return t(this.#waiting());
    if (!model.isRanked()) return t('tooManyCities', areaName(state), state.region === null && t(state.country === null ? 'countryOrRegion' : 'oneRegion'));
    return cities.length ? t('populationUnknown') : t('noCity', areaName(state));
  }

  /** The switch to counts per inhabitant, and the number of cities without a known population. */
  #perCapita(cities, { perCapita }) {
    const counted = cities.filter(({ population }) => population !== null);
    const known = counted.length;
    const sources = new Set(counted.map(({ id }) => source(this.#model.cities.get(id)?.country)));
    byId('per-capita').hidden = known === 0 && !perCapita;
    byId('per-capita').textContent = perCapita ? t('absolute') : t('perCapita', number(INHABITANTS));
    byId('left-out').hidden = !perCapita || !this.#model.isRanked();
    byId('left-out').textContent = t('leftOut', number(cities.length - known), plural(cities.length, 'city'), [...sources].sort().join('; ') || t('census'));
  }

  #honest(state, windows, extras) {
    const model = this.#model;
    const resolved = state.country ? null : windows.reduce((sum, w) => sum + (model.total(w)?.tweets ?? 0), 0);
    const unresolved = windows.reduce((sum, w) => sum + model.unresolved(w).tweets, 0);
    const contained = windows.reduce((sum, w) => sum + model.contained(w), 0);
    const received = windows.reduce((sum, w) => sum + (model.total(w)?.received ?? 0), 0);
    showHonest(byId('honest'), { resolved, unresolved, contained, received, isKnown: model.loaded || model.isLive(), words: words(state, model), now: model.now(), csv: qualityCsv(state), outages: extras.lost, ...this.#known(extras.lost), ...extras });
  }

  /** The part of the range with known coverage: from the first retained window to the last one with posts, or to a later outage. */
  #known(lost) {
    const model = this.#model;
    const end = Math.min(model.end(), model.now());
    const last = model.newestWindow === null ? 0 : model.newestWindow + model.windowMs;
    const from = Math.max(model.start(), model.oldestWindow ?? Infinity);
    return { from, to: Math.max(Math.min(end, last), ...clip(lost, from, end).map(([, to]) => to)) };
  }
}

const countriesOf = (cities) => new Set(cities.map(({ country }) => country).filter(Boolean));

/** The change of a sum since the previous range. */
function sinceBefore({ before, part }, { length }) {
  const text = `${part < 0 ? '−' : '+'}${share(Math.abs(part))}`;
  return el('span', { class: 'sum', title: t('sameBefore', number(before), duration(length)) }, t('onBefore', text, duration(length)));
}

const usualSince = (row, model) => t('usualSince', ratio(row), since(row, model.now()));

/** Calls the action with the data attribute of the clicked button. */
function chosen(target, name, act) {
  const button = target.closest(`[data-${name}]`);
  if (button) act(button.dataset[name]);
}
