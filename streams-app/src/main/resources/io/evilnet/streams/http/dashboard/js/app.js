// Entry point of the dashboard: connects URL state, model, API, events and view.

import { Unavailable, UnknownCity, ask, period } from './api.js';
import { AreaPicker, areaName, askAreas, hasSameArea, isPart, settled, where } from './area.js';
import { CityCard } from './citycard.js';
import { Picker, knownCities } from './citypicker.js';
import { byId } from './dom.js';
import { listen } from './eventstream.js';
import { span, useUtc } from './format.js';
import { MOST_LIVE, MOST_RANKED, MOST_RUNS } from './metrics.js';
import { Model } from './model.js';
import { askPrevious } from './previousrange.js';
import { RangeControls } from './range.js';
import { askRanking } from './ranking.js';
import { Scrubber } from './scrubber.js';
import { listenToKeys } from './shortcuts.js';
import { change, onChange, state } from './state.js';
import { Status } from './status.js';
import { t, translate } from './text.js';
import { startThemes } from './themebutton.js';
import { announceUnusual } from './unusual.js';
import { View } from './view.js';
import { startWall } from './walldisplay.js';

const REFRESH_MS = 20_000; // repairs and gaps are not part of the event stream
const PAST_REFRESH_MS = 60_000;
const NAMES_MS = 300_000;
const RETRY_MS = 3_000;
const HELLO_MS = 300; // longer than connecting to the event stream usually takes
const SOON_MS = 1_500;
const USERS_MS = { '1h': 2_000, '6h': 10_000 }; // distinct users are counted by the server only; longer ranges use REFRESH_MS
const RANKED_MS = 10_000; // minimum interval of the ranking of many cities
const VIEWPORT_MS = 300; // debounce after moves of the map
const LATE_MS = { '1h': SOON_MS, '6h': 5_000 };

translate();

const announce = (text) => { byId('announcer').textContent = text; };
const model = new Model();
const status = new Status(announce, model);
const view = new View(model, announce, () => viewportChanged());
const card = new CityCard(model);
const picker = new Picker((row) => model.setCities([row]));
const areaPicker = new AreaPicker(model);
const controls = new RangeControls(model);
const scrubber = new Scrubber(model);
const extras = { gaps: null, losses: null, runs: null, unusual: null, usual: null, areas: null, previous: null };

let turn = 0;
let ended = 0; // turn whose load has completed
let refresh = null;
let due = Infinity;
let painted = false;
let usersDue = null;
let rankedAt = -Infinity;
let viewportDue = null;
let viewportRead = null;
let namesAt = -Infinity;
let unknownLoads = 0; // consecutive loads without the rows of a selected city

/** Schedules a load after a delay and after the current load, as restarted loads longer than the delay would never complete. */
function later(delay) {
  const at = Date.now() + delay;
  if (at >= due) return;
  clearTimeout(refresh);
  due = at;
  refresh = setTimeout(() => {
    due = Infinity;
    if (ended === turn) load();
    else later(SOON_MS);
  }, delay);
}

/** Reads the windows and the sums of each city of the range, with distinct users; the ranking of many cities only if it is due. */
async function askCounts(now, isRankingDue = true) {
  const [totals, series, ranking] = await Promise.all([
    ask('totals', { ...where(now), ...period(now) }).then((answer) => (model.setClock(answer), answer)), // not delayed by slower responses
    now.cities.length ? ask('series', { city: now.cities, ...period(now) }) : null,
    isRankingDue ? askRanking(now, model.foundIfMore() !== null, () => askNear(now)) : null,
  ]);
  if (ranking) rankedAt = Date.now();
  return { totals, series, ...ranking };
}

/** The viewport of the map and its cities; both null if the whole map is shown. */
async function askNear(now) {
  const viewport = view.viewport();
  viewportRead = viewport;
  return { viewport, ranked: viewport && await ask('top', { n: MOST_RANKED, metric: now.metric, bbox: viewport.join(), ...where(now), ...period(now) }) };
}

/** Sets the cities of a viewport unless another one has been requested since. */
function setNear(near) {
  if (!near || `${near.viewport}` === `${viewportRead}`) model.setNear(near?.ranked);
}

function setCounts(counts, hour) {
  if (hour === undefined) model.loadUsers(counts);
  else model.load({ hour, ...counts });
  if (counts.ranked) setNear(counts.near);
}

/** Reads the cities of the viewport if the ranking does not contain all cities. */
function viewportChanged() {
  clearTimeout(viewportDue);
  viewportDue = setTimeout(async () => {
    if (model.foundIfMore() === null || `${view.viewport()}` === `${viewportRead}`) return;
    const mine = turn;
    try {
      const near = await askNear(state());
      if (mine === turn) setNear(near);
    } catch (e) {
      viewportRead = undefined; // Reported by load().
    }
    paint();
  }, VIEWPORT_MS);
}

/** Reloads the active users shortly after a change. */
function refreshUsers() {
  const { range, until } = state();
  if (until !== null || !(range in USERS_MS)) return;
  usersDue ??= setTimeout(async () => {
    const mine = turn;
    try {
      const counts = document.hidden || !model.loaded ? null : await askCounts(state(), model.hasHour() || Date.now() >= rankedAt + RANKED_MS);
      if (counts && mine === turn) setCounts(counts);
    } catch (e) {
      // Reported by load().
    }
    usersDue = null;
    paint();
  }, USERS_MS[range]);
}

/** The response of an optional query; null if it fails. */
async function askExtra(path, parameters) {
  try {
    return await ask(path, parameters);
  } catch (e) {
    return null;
  }
}

async function load() {
  clearTimeout(refresh);
  due = Infinity;
  const mine = ++turn;
  const now = state();
  const isLive = now.until === null;
  try {
    const cities = await knownCities(now, model);
    if (mine !== turn) return;
    if (cities.length < now.cities.length) {
      change({ cities }, 'replaceState'); // triggers load()
      return;
    }
    const counting = askCounts(now);
    const [hour, counts, gaps, losses, runs, names, areas, unusual, usual] = await Promise.all([
      isLive ? counting.then(({ ranked }) => (ranked.found === null || ranked.found > MOST_LIVE ? null : ask('series', { city: '*', last: '1h', ...where(now) }))) : null,
      counting,
      ask('empty-windows', period(now)),
      ask('outages', period(now)),
      ask('runs', { limit: MOST_RUNS, ...period(now) }),
      Date.now() < namesAt + NAMES_MS ? null : ask('cities', { limit: MOST_LIVE, ...where(now) }),
      askAreas(now),
      isLive ? askExtra('unusual', where(now)) : null,
      isLive && now.card !== null ? askExtra('usual-hours', { city: now.card }) : null,
    ]);
    if (mine !== turn) return;
    if (names) {
      model.setCities(names.rows);
      namesAt = Date.now();
      const part = settled(now, model.cities, names, areas);
      if (part.cities.length < now.cities.length || part.region !== now.region) {
        change(part, 'replaceState'); // triggers load()
        return;
      }
    }
    setCounts(counts, hour);
    Object.assign(extras, { gaps: gaps.rows, losses: losses.rows, runs: runs.rows, areas, unusual, usual });
    status.store(true);
    status.read();
    unknownLoads = 0;
    view.problem(null);
    later(isLive ? REFRESH_MS : PAST_REFRESH_MS);
    viewportChanged();
    if (model.foundIfMore() !== null && (state().metric !== now.metric || state().worst !== now.worst)) load();
    else loadPrevious(now);
  } catch (e) {
    if (mine !== turn) return;
    if (e instanceof Unavailable) status.store(false);
    view.problem(e instanceof UnknownCity && ++unknownLoads * RETRY_MS < 30_000 ? null : e);
    ended = mine;
    later(RETRY_MS);
  }
  paint();
}

/** Reads the previous range without delaying the rest of the dashboard. */
async function loadPrevious(now) {
  const mine = turn;
  const previous = await askPrevious(now, model).catch(() => null);
  if (mine !== turn) return;
  ended = mine;
  extras.previous = previous;
  paint();
}

/** Coalesces all changes until the next frame into one redraw. */
function paint() {
  if (painted) return;
  painted = true;
  requestAnimationFrame(() => {
    painted = false;
    view.draw(state(), extras);
    card.show(state(), extras.usual);
    controls.show();
    areaPicker.show(extras.areas);
    scrubber.show();
    picker.show((id) => model.name(id), (i) => `city-${i}`);
  });
}

function showSource({ simulated }) {
  byId('simulated').hidden = !simulated;
}

const events = {
  hello(data) {
    showSource(data);
    model.setClock(data);
    status.store(data.store_up);
    status.connected();
    load();
  },
  beat(data) {
    model.setClock(data);
    status.store(data.store_up);
    paint(); // a window may have opened
  },
  counts({ rows }) {
    if (model.apply(rows)) later(LATE_MS[state().range] ?? REFRESH_MS);
    refreshUsers();
    status.changed();
    paint();
  },
  unusual({ rows }) {
    announceUnusual(rows, announce);
    later(SOON_MS);
  },
  lost() {
    status.lost();
  },
};

onChange((now, before) => {
  useUtc(now.zone === 'utc');
  model.view(now);
  status.until = now.until;
  status.show();
  const isOtherRange = ['range', 'from', 'until'].some((name) => now[name] !== before[name]);
  const isOtherSelection = now.cities.join() !== before.cities.join();
  const isOtherArea = !hasSameArea(now, before);
  const isOtherOrder = now.metric !== before.metric || now.worst !== before.worst;
  if (isOtherRange || isOtherSelection || isOtherArea) {
    if (isOtherArea) {
      model.forgetOthers(isPart(now, before));
      extras.unusual = null;
      namesAt = -Infinity;
    }
    // The windows of other cities are available in the live hour only, unless there are many cities.
    model.forget(isOtherArea || isOtherRange || now.range !== '1h' || now.until !== null || !model.hasHour());
    extras.previous = null;
    if (isOtherRange) Object.assign(extras, { gaps: null, losses: null, runs: null });
    load();
  } else if ((now.card !== null && now.card !== before.card) || (model.foundIfMore() !== null && isOtherOrder)) {
    load();
  }
  if (isOtherRange) announce(t('rangeIs', span(model.start(), model.end())));
  if (isOtherArea) announce(t(now.region === null ? 'countryIs' : 'regionIs', areaName(now) ?? t('allCountries')));
  if (isOtherRange || now.zone !== before.zone) controls.changed(isOtherRange);
  paint();
});

byId('tiles').addEventListener('click', ({ target }) => {
  const tile = target.closest('[data-metric]');
  if (tile) change({ metric: tile.dataset.metric });
});

startThemes(announce);

useUtc(state().zone === 'utc');
model.view(state());
status.until = state().until;
paint();
later(HELLO_MS);
listen(events);
listenToKeys(announce);
startWall();
