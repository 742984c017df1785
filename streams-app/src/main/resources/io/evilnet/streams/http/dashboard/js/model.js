// The counts: each window of all cities and of the selection, the sums of each city and, while live, each window of each city of the last
// hour. Snapshots come from the API, changes from events; counts only increase, so their order is irrelevant.

import { UNKNOWN_COUNTRY, isInArea } from './area.js';
import { RANGES, ZERO, addCounts, maxCounts, toCounts } from './metrics.js';
import { t } from './text.js';

const HOUR_MS = 3_600_000;
const RECENT_MS = 10_000; // maximum age of changes that are missing in a snapshot

export class Model {
  windowMs = 300_000;
  graceMs = 900_000;
  cities = new Map(); // id -> {id, name, country, region, latitude, longitude}
  oldestWindow = null;
  newestWindow = null;
  isLoaded = false;
  #clockOffset = 0;
  #lastHour = new Map(); // window -> (city id -> counts)
  #hasLastHour = true; // false if there are too many cities
  #totals = new Map(); // window -> counts of all cities
  #unresolved = new Map(); // window -> counts
  #contained = new Map(); // window -> tweets from places within cities
  #series = new Map(); // city id -> (window -> counts)
  #recentChanges = []; // {time, rows}
  #ranking = null; // city id -> sums of the range, with distinct users; null while unknown
  #viewportCities = new Map(); // the same for the cities of the viewport
  #lowest = null; // the same for the lowest cities; null if all cities are known
  #activeCityCount = 0; // number of cities with a tweet in the range; null if they are too many to be ranked
  #selectionUsers = null; // {users, error} of the selection
  #allUsers = null; // {users, error} of all cities
  #viewState = { range: '1h', from: null, until: null, country: null, region: null };

  /** The server's time, as the clock of the device may be wrong. */
  now() {
    return Date.now() + this.#clockOffset;
  }

  setClock({ now, window_seconds, grace_seconds }) {
    this.#clockOffset = Date.parse(now) - Date.now();
    if (window_seconds) {
      this.windowMs = window_seconds * 1000;
      this.graceMs = grace_seconds * 1000;
    }
  }

  setViewState(state) {
    this.#viewState = state;
  }

  isLive() {
    return this.#viewState.until === null;
  }

  /** The end of the range: that of the URL, but at most the end of the open window. */
  end() {
    const { until } = this.#viewState;
    return this.isLive() ? this.openEnd() : Math.min(this.openEnd(), Math.ceil(until / this.windowMs) * this.windowMs);
  }

  start() {
    const { range, from } = this.#viewState;
    const time = range === 'custom' ? from : this.end() - RANGES[range].hours * HOUR_MS;
    return Math.min(Math.ceil(time / this.windowMs) * this.windowMs, this.end() - this.windowMs);
  }

  lastHourStart() {
    return this.end() - HOUR_MS;
  }

  openWindow() {
    return Math.floor(this.now() / this.windowMs) * this.windowMs;
  }

  openEnd() {
    return this.openWindow() + this.windowMs;
  }

  /** The stage of a window: open (in progress), provisional (accepts late posts), closed. */
  stage(window) {
    if (window + this.windowMs > this.now()) return 'open';
    return window + this.windowMs + this.graceMs > this.now() ? 'provisional' : 'closed';
  }

  windows() {
    const windows = [];
    for (let window = this.start(); window < this.end(); window += this.windowMs) windows.push(window);
    return windows;
  }

  addCities(rows) {
    rows.forEach((row) => this.#addCity(row));
  }

  #addCity(row) {
    const known = this.cities.get(row.city_id);
    const { country, region } = (row.country_code === UNKNOWN_COUNTRY && known) || { country: row.country_code, region: row.region };
    this.cities.set(row.city_id, { id: row.city_id, name: row.city, country, region, latitude: row.latitude, longitude: row.longitude, population: row.population ?? known?.population ?? null });
  }

  /** Replaces all counts with a snapshot of the API; `lastHour` is null unless live, `series` unless cities are selected. */
  setSnapshot({ lastHour, ...rangeCounts }) {
    const { totals } = rangeCounts;
    this.#hasLastHour = lastHour !== null || !this.isLive();
    [this.#lastHour, this.#totals, this.#unresolved, this.#contained, this.#series].forEach((map) => map.clear());
    for (const row of lastHour?.rows ?? []) this.#put(this.#lastHour, Date.parse(row.window_start), row.city_id, toCounts(row));
    const parseTime = (text) => (text === null ? null : Date.parse(text));
    this.oldestWindow = parseTime(totals.oldest_window);
    this.newestWindow = parseTime(totals.newest_window);
    this.isLoaded = true;
    this.setRangeCounts(rangeCounts);
    this.#recentChanges.forEach(({ rows }) => this.#merge(rows));
  }

  /** Replaces the distinct users, which only the server can count, and the accompanying sums; `ranked` is null if not requested. */
  setRangeCounts({ totals, series, ranked, lowest }) {
    for (const row of totals.rows) {
      const window = Date.parse(row.window_start);
      this.#totals.set(window, { ...toCounts(row), error: row.users_error });
      this.#unresolved.set(window, maxCounts(this.#unresolved.get(window), { tweets: row.unresolved_tweets, retweets: row.unresolved_retweets, users: row.unresolved_users, received: 0 }));
      this.#contained.set(window, row.contained_tweets);
    }
    for (const row of series?.rows ?? []) this.#put(this.#series, row.city_id, Date.parse(row.window_start), toCounts(row));
    if (ranked) {
      this.#ranking = this.#parseRanking(ranked);
      this.#activeCityCount = ranked.found;
      this.#lowest = lowest && this.#parseRanking(lowest);
    }
    const { users, users_error: error } = series ?? totals;
    this.#selectionUsers = { users, error };
    this.#allUsers = { users: totals.users, error: totals.users_error };
  }

  /** Replaces the cities of the viewport; null if the ranking contains them. */
  setViewportCities(ranked) {
    this.#viewportCities = ranked ? this.#parseRanking(ranked) : new Map();
  }

  #parseRanking({ rows }) {
    for (const row of rows) if (row.latitude !== null) this.#addCity(row);
    return new Map(rows.map((row) => [row.city_id, { id: row.city_id, name: row.city, ...toCounts(row), estimate: { users: row.users, error: row.users_error }, population: row.population }]));
  }

  /** Discards the counts of cities of other areas; all counts unless `isSubarea`: the previous area contained the new one. */
  discardOtherAreas(isSubarea) {
    [this.#totals, this.#contained].forEach((map) => map.clear());
    if (!isSubarea) this.#lastHour.clear();
    for (const [window, rows] of this.#lastHour) {
      for (const id of rows.keys()) if (!isInArea(this.#viewState, this.cities.get(id))) rows.delete(id);
      if (rows.size === 0) this.#lastHour.delete(window);
    }
  }

  /** Discards counts that do not belong to the selection; all but the last hour if the range has changed. */
  invalidate(isRangeChanged) {
    this.#selectionUsers = null;
    if (isRangeChanged) {
      this.#allUsers = null;
      this.#ranking = null;
      this.#viewportCities.clear();
      this.#lowest = null;
      this.isLoaded = false;
    }
  }

  /** Distinct users of the selection; null while unknown. */
  selectionUsers() {
    return this.#selectionUsers;
  }

  /** Distinct users of all cities; null while unknown. */
  allUsers() {
    return this.#allUsers;
  }

  #put(outer, key, innerKey, value) {
    if (!outer.has(key)) outer.set(key, new Map());
    const inner = outer.get(key);
    inner.set(innerKey, maxCounts(inner.get(innerKey), value));
  }

  /** Applies changed rows; true if a window of the range must be read from the API. */
  applyChanges(rows) {
    const time = Date.now();
    this.#recentChanges = this.#recentChanges.filter((entry) => entry.time > time - RECENT_MS);
    this.#recentChanges.push({ time, rows });
    return this.#merge(rows);
  }

  #merge(rows) {
    let isReloadRequired = false;
    for (const row of rows) {
      const window = Date.parse(row.window_start);
      this.newestWindow = Math.max(this.newestWindow ?? window, window);
      if (row.city_id === undefined) {
        this.#unresolved.set(window, maxCounts(this.#unresolved.get(window), toCounts(row)));
        continue;
      }
      this.#addCity(row);
      if (!isInArea(this.#viewState, this.cities.get(row.city_id))) continue;
      if (this.isLive() && window >= this.lastHourStart()) {
        if (this.#hasLastHour) this.#put(this.#lastHour, window, row.city_id, toCounts(row));
      } else if (window >= this.start() && window < this.end()) isReloadRequired = true;
    }
    return isReloadRequired;
  }

  /** The counts of all cities in a window, with the error of the users (null for a lower bound); null for a window without posts. */
  total(window) {
    const known = this.#totals.get(window);
    const rows = this.#lastHour.get(window);
    if (!rows || !this.isLive() || window < this.lastHourStart()) return known ?? (this.#unresolved.has(window) ? ZERO : null);
    const rowCounts = [...rows.values()];
    const sum = maxCounts(known, rowCounts.reduce(addCounts, ZERO));
    const lowerBound = Math.max(...rowCounts.map(({ users }) => users));
    const isKnown = known && known.users >= lowerBound;
    return { ...sum, users: isKnown ? known.users : lowerBound, error: isKnown ? known.error : null };
  }

  /** The counts of a city in a window; zero if only other cities have posts, null for a window without posts. */
  cityCounts(id, window) {
    const counts = this.#lastHour.get(window)?.get(id) ?? this.#series.get(id)?.get(window);
    return counts ?? (this.total(window) === null ? null : ZERO);
  }

  unresolved(window) {
    return this.#unresolved.get(window) ?? ZERO;
  }

  contained(window) {
    return this.#contained.get(window) ?? 0;
  }

  /** True if each window of each city is known while live; otherwise only the server can sum the last hour. */
  hasLastHour() {
    return this.#hasLastHour;
  }

  /** The number of cities with a tweet in the range if `cityTotals` does not contain all of them; else null. */
  totalIfTruncated() {
    return this.#ranking && this.#activeCityCount > this.#ranking.size ? this.#activeCityCount : null;
  }

  /** The lowest cities; null if `cityTotals` contains all cities. */
  lowest() {
    return this.#lowest && [...this.#lowest.values()];
  }

  /** The cities of the map: those of the range, of the viewport, and the selected ones. */
  mapCities() {
    const cities = new Map([...this.#viewportCities, ...this.cityTotals().map((city) => [city.id, city])]);
    for (const id of this.#viewState.cities) {
      const city = cities.get(id) ?? this.#unrankedCity(id);
      if (city) cities.set(id, city);
    }
    return [...cities.values()];
  }

  /** A city outside the ranking; its users are known if it is the only selected city. */
  #unrankedCity(id) {
    const rows = [...(this.#series.get(id) ?? [])].filter(([window]) => window >= this.start() && window < this.end()).map(([, value]) => value);
    const sum = rows.reduce(addCounts, ZERO);
    if (this.#lowest?.has(id) || sum.tweets === 0) return this.#lowest?.get(id);
    const estimate = (this.#viewState.cities.length === 1 && this.#selectionUsers) || { users: Math.max(...rows.map(({ users }) => users)), error: null };
    return { id, name: this.name(id), ...sum, users: estimate.users, estimate, population: this.cities.get(id)?.population ?? null };
  }

  /** The cities with a tweet in the range, with the sums of tweets and the distinct users; live in the last hour. */
  cityTotals() {
    if (this.#ranking && !(this.isLive() && this.#viewState.range === '1h' && this.#hasLastHour)) return [...this.#ranking.values()];
    return this.isLive() ? this.#lastHourTotals() : [];
  }

  #lastHourTotals() {
    const sums = new Map();
    const lowerBound = new Map(); // users of the busiest window
    for (const [window, rows] of this.#lastHour) {
      if (window < this.lastHourStart() || window >= this.end()) continue;
      for (const [id, value] of rows) {
        sums.set(id, addCounts(sums.get(id) ?? ZERO, value));
        lowerBound.set(id, Math.max(lowerBound.get(id) ?? 0, value.users));
      }
    }
    return [...sums].filter(([, value]) => value.tweets > 0).map(([id, value]) => {
      const known = this.#ranking?.get(id)?.estimate ?? { users: 0, error: null };
      const estimate = known.users >= lowerBound.get(id) ? known : { users: lowerBound.get(id), error: null };
      return { id, name: this.name(id), ...value, users: estimate.users, estimate, population: this.#ranking?.get(id)?.population ?? null };
    });
  }

  /** True if the cities have been ranked, with the known populations; false if they are too many. */
  isRanked() {
    return this.#ranking !== null && this.#activeCityCount !== null;
  }

  name(id) {
    return this.cities.get(id)?.name ?? this.#ranking?.get(id)?.name ?? t('unknownCity');
  }
}
