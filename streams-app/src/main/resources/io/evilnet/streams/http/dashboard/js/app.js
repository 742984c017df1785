// Entry point of the dashboard: connects URL state, model, API, events and view.

import { Unavailable, UnknownCity, fetchJson, timeParameters } from './api.js';
import { AreaPicker, areaName, areaParameters, fetchAreas, hasSameArea, isSubarea, normalizeSelection } from './area.js';
import { CityCard } from './citycard.js';
import { CityPicker, fetchKnownCities } from './citypicker.js';
import { byId } from './dom.js';
import { subscribe } from './eventstream.js';
import { formatInterval, setUtc } from './format.js';
import { MAX_LIVE_CITIES, MAX_RANKED_CITIES, MAX_RUNS } from './metrics.js';
import { Model } from './model.js';
import { fetchPreviousRange } from './previousrange.js';
import { RangeControls } from './range.js';
import { fetchRanking } from './ranking.js';
import { Scrubber } from './scrubber.js';
import { registerShortcuts } from './shortcuts.js';
import { getState, onStateChange, setState } from './state.js';
import { Status } from './status.js';
import { t, translate } from './text.js';
import { initThemeButton } from './themebutton.js';
import { announceUnusual } from './unusual.js';
import { View } from './view.js';
import { initWallDisplay } from './walldisplay.js';

const REFRESH_MS = 20_000; // repairs and empty windows are not part of the event stream
const PAST_REFRESH_MS = 60_000;
const CITIES_REFRESH_MS = 300_000;
const RETRY_MS = 3_000;
const INITIAL_DELAY_MS = 300; // longer than connecting to the event stream usually takes
const SHORT_DELAY_MS = 1_500;
const USERS_REFRESH_MS = { '1h': 2_000, '6h': 10_000 }; // distinct users are counted by the server only; longer ranges use REFRESH_MS
const RANKING_REFRESH_MS = 10_000; // minimum interval of the ranking of many cities
const VIEWPORT_DELAY_MS = 300; // debounce of changes of the viewport
const LATE_CHANGE_DELAY_MS = { '1h': SHORT_DELAY_MS, '6h': 5_000 };

translate();

const announce = (text) => { byId('announcer').textContent = text; };
const model = new Model();
const status = new Status(announce, model);
const view = new View(model, announce, () => viewportChanged());
const card = new CityCard(model);
const cityPicker = new CityPicker((row) => model.addCities([row]));
const areaPicker = new AreaPicker(model);
const rangeControls = new RangeControls(model);
const scrubber = new Scrubber(model);
const panelData = { emptyWindows: null, outageRows: null, runs: null, unusual: null, usualHours: null, areas: null, previous: null };

let latestLoad = 0;
let completedLoad = 0; // number of the load that has completed
let loadTimer = null;
let nextLoadTime = Infinity;
let isDrawScheduled = false;
let usersTimer = null;
let rankingTime = -Infinity;
let viewportTimer = null;
let requestedViewport = null;
let citiesTime = -Infinity;
let unknownCityFailures = 0; // consecutive loads without the rows of a selected city

/** Schedules a load after a delay and after the current load, as restarted loads longer than the delay would never complete. */
function scheduleLoad(delay) {
  const time = Date.now() + delay;
  if (time >= nextLoadTime) return;
  clearTimeout(loadTimer);
  nextLoadTime = time;
  loadTimer = setTimeout(() => {
    nextLoadTime = Infinity;
    if (completedLoad === latestLoad) load();
    else scheduleLoad(SHORT_DELAY_MS);
  }, delay);
}

/** Reads the windows and the sums of each city of the range, with distinct users; the ranking of many cities only if it is due. */
async function fetchCounts(state, isRankingDue = true) {
  const [totals, series, ranking] = await Promise.all([
    fetchJson('totals', { ...areaParameters(state), ...timeParameters(state) }).then((response) => (model.setClock(response), response)), // not delayed by slower responses
    state.cities.length ? fetchJson('series', { city: state.cities, ...timeParameters(state) }) : null,
    isRankingDue ? fetchRanking(state, model.totalIfTruncated() !== null, () => fetchViewportCities(state)) : null,
  ]);
  if (ranking) rankingTime = Date.now();
  return { totals, series, ...ranking };
}

/** The viewport of the map and its cities; both null if the whole map is shown. */
async function fetchViewportCities(state) {
  const viewport = view.viewport();
  requestedViewport = viewport;
  return { viewport, ranked: viewport && await fetchJson('top', { n: MAX_RANKED_CITIES, metric: state.metric, bbox: viewport.join(), ...areaParameters(state), ...timeParameters(state) }) };
}

/** Sets the cities of a viewport unless another one has been requested since. */
function showViewportCities(viewportCities) {
  if (!viewportCities || `${viewportCities.viewport}` === `${requestedViewport}`) model.setViewportCities(viewportCities?.ranked);
}

function applyCounts(counts, lastHour) {
  if (lastHour === undefined) model.setRangeCounts(counts);
  else model.setSnapshot({ lastHour, ...counts });
  if (counts.ranked) showViewportCities(counts.viewportCities);
}

/** Reads the cities of the viewport if the ranking does not contain all cities. */
function viewportChanged() {
  clearTimeout(viewportTimer);
  viewportTimer = setTimeout(async () => {
    if (model.totalIfTruncated() === null || `${view.viewport()}` === `${requestedViewport}`) return;
    const loadNumber = latestLoad;
    try {
      const viewportCities = await fetchViewportCities(getState());
      if (loadNumber === latestLoad) showViewportCities(viewportCities);
    } catch (error) {
      requestedViewport = undefined; // Reported by load().
    }
    scheduleDraw();
  }, VIEWPORT_DELAY_MS);
}

/** Reloads the active users shortly after a change. */
function refreshUsers() {
  const { range, until } = getState();
  if (until !== null || !(range in USERS_REFRESH_MS)) return;
  usersTimer ??= setTimeout(async () => {
    const loadNumber = latestLoad;
    try {
      const counts = document.hidden || !model.isLoaded ? null : await fetchCounts(getState(), model.hasLastHour() || Date.now() >= rankingTime + RANKING_REFRESH_MS);
      if (counts && loadNumber === latestLoad) applyCounts(counts);
    } catch (error) {
      // Reported by load().
    }
    usersTimer = null;
    scheduleDraw();
  }, USERS_REFRESH_MS[range]);
}

/** The response of an optional query; null if it fails. */
async function fetchOptional(path, parameters) {
  try {
    return await fetchJson(path, parameters);
  } catch (error) {
    return null;
  }
}

async function load() {
  clearTimeout(loadTimer);
  nextLoadTime = Infinity;
  const loadNumber = ++latestLoad;
  const state = getState();
  const isLive = state.until === null;
  try {
    const cities = await fetchKnownCities(state, model);
    if (loadNumber !== latestLoad) return;
    if (cities.length < state.cities.length) {
      setState({ cities }, 'replaceState'); // triggers load()
      return;
    }
    const countsRequest = fetchCounts(state);
    const [lastHour, counts, emptyWindows, outages, runs, areaCities, areas, unusual, usualHours] = await Promise.all([
      isLive ? countsRequest.then(({ ranked }) => (ranked.found === null || ranked.found > MAX_LIVE_CITIES ? null : fetchJson('series', { city: '*', last: '1h', ...areaParameters(state) }))) : null,
      countsRequest,
      fetchJson('empty-windows', timeParameters(state)),
      fetchJson('outages', timeParameters(state)),
      fetchJson('runs', { limit: MAX_RUNS, ...timeParameters(state) }),
      Date.now() < citiesTime + CITIES_REFRESH_MS ? null : fetchJson('cities', { limit: MAX_LIVE_CITIES, ...areaParameters(state) }),
      fetchAreas(state),
      isLive ? fetchOptional('unusual', areaParameters(state)) : null,
      isLive && state.card !== null ? fetchOptional('usual-hours', { city: state.card }) : null,
    ]);
    if (loadNumber !== latestLoad) return;
    if (areaCities) {
      model.addCities(areaCities.rows);
      citiesTime = Date.now();
      const selection = normalizeSelection(state, model.cities, areaCities, areas);
      if (selection.cities.length < state.cities.length || selection.region !== state.region) {
        setState(selection, 'replaceState'); // triggers load()
        return;
      }
    }
    applyCounts(counts, lastHour);
    Object.assign(panelData, { emptyWindows: emptyWindows.rows, outageRows: outages.rows, runs: runs.rows, areas, unusual, usualHours });
    status.setStoreAvailable(true);
    status.recordRead();
    unknownCityFailures = 0;
    view.setError(null);
    scheduleLoad(isLive ? REFRESH_MS : PAST_REFRESH_MS);
    viewportChanged();
    if (model.totalIfTruncated() !== null && (getState().metric !== state.metric || getState().worst !== state.worst)) load();
    else loadPrevious(state);
  } catch (error) {
    if (loadNumber !== latestLoad) return;
    if (error instanceof Unavailable) status.setStoreAvailable(false);
    view.setError(error instanceof UnknownCity && ++unknownCityFailures * RETRY_MS < 30_000 ? null : error);
    completedLoad = loadNumber;
    scheduleLoad(RETRY_MS);
  }
  scheduleDraw();
}

/** Reads the previous range without delaying the rest of the dashboard. */
async function loadPrevious(state) {
  const loadNumber = latestLoad;
  const previous = await fetchPreviousRange(state, model).catch(() => null);
  if (loadNumber !== latestLoad) return;
  completedLoad = loadNumber;
  panelData.previous = previous;
  scheduleDraw();
}

/** Coalesces all changes until the next frame into one redraw. */
function scheduleDraw() {
  if (isDrawScheduled) return;
  isDrawScheduled = true;
  requestAnimationFrame(() => {
    isDrawScheduled = false;
    view.draw(getState(), panelData);
    card.show(getState(), panelData.usualHours);
    rangeControls.show();
    areaPicker.show(panelData.areas);
    scrubber.show();
    cityPicker.show((id) => model.name(id), (index) => `city-${index}`);
  });
}

function showSimulated({ simulated }) {
  byId('simulated').hidden = !simulated;
}

const events = {
  hello(data) {
    showSimulated(data);
    model.setClock(data);
    status.setStoreAvailable(data.store_up);
    status.setConnected();
    load();
  },
  beat(data) {
    model.setClock(data);
    status.setStoreAvailable(data.store_up);
    scheduleDraw(); // a window may have opened
  },
  counts({ rows }) {
    if (model.applyChanges(rows)) scheduleLoad(LATE_CHANGE_DELAY_MS[getState().range] ?? REFRESH_MS);
    refreshUsers();
    status.recordChange();
    scheduleDraw();
  },
  unusual({ rows }) {
    announceUnusual(rows, announce);
    scheduleLoad(SHORT_DELAY_MS);
  },
  disconnected() {
    status.setDisconnected();
  },
};

onStateChange((current, previous) => {
  setUtc(current.zone === 'utc');
  model.setViewState(current);
  status.until = current.until;
  status.show();
  const isOtherRange = ['range', 'from', 'until'].some((name) => current[name] !== previous[name]);
  const isOtherSelection = current.cities.join() !== previous.cities.join();
  const isOtherArea = !hasSameArea(current, previous);
  const isOtherOrder = current.metric !== previous.metric || current.worst !== previous.worst;
  if (isOtherRange || isOtherSelection || isOtherArea) {
    if (isOtherArea) {
      model.discardOtherAreas(isSubarea(current, previous));
      panelData.unusual = null;
      citiesTime = -Infinity;
    }
    // The windows of other cities are available in the last hour only, while live, unless there are many cities.
    model.invalidate(isOtherArea || isOtherRange || current.range !== '1h' || current.until !== null || !model.hasLastHour());
    panelData.previous = null;
    if (isOtherRange) Object.assign(panelData, { emptyWindows: null, outageRows: null, runs: null });
    load();
  } else if ((current.card !== null && current.card !== previous.card) || (model.totalIfTruncated() !== null && isOtherOrder)) {
    load();
  }
  if (isOtherRange) announce(t('rangeIs', formatInterval(model.start(), model.end())));
  if (isOtherArea) announce(t(current.region === null ? 'countryIs' : 'regionIs', areaName(current) ?? t('allCountries')));
  if (isOtherRange || current.zone !== previous.zone) rangeControls.resetInputs(isOtherRange);
  scheduleDraw();
});

byId('tiles').addEventListener('click', ({ target }) => {
  const tile = target.closest('[data-metric]');
  if (tile) setState({ metric: tile.dataset.metric });
});

initThemeButton(announce);

setUtc(getState().zone === 'utc');
model.setViewState(getState());
status.until = getState().until;
scheduleDraw();
scheduleLoad(INITIAL_DELAY_MS);
subscribe(events);
registerShortcuts(announce);
initWallDisplay();
