// The counts: each window of all cities and of the selection, the sums of each city and, while live, each window of each city of the last
// hour. Snapshots come from the API, changes from events; counts only increase, so their order is irrelevant.

import { UNKNOWN, isIn } from './area.js';
import { RANGES, ZERO, counts, newer, plus } from './metrics.js';
import { t } from './text.js';

const HOUR_MS = 3_600_000;
const RECENT_MS = 10_000; // maximum age of changes that are missing in a snapshot

export class Model {
  windowMs = 300_000;
  graceMs = 900_000;
  cities = new Map(); // id -> {id, name, country, region, latitude, longitude}
  oldestWindow = null;
  newestWindow = null;
  loaded = false;
  #clockAhead = 0;
  #hour = new Map(); // window -> (city id -> counts)
  #hasHour = true; // false if there are too many cities
  #totals = new Map(); // window -> counts of all cities
  #unresolved = new Map(); // window -> counts
  #contained = new Map(); // window -> tweets from places within cities
  #series = new Map(); // city id -> (window -> counts)
  #recent = []; // {at, rows}
  #ranked = null; // city id -> sums of the range, with distinct users; null while unknown
  #near = new Map(); // the same for the cities of the viewport
  #lowest = null; // the same for the lowest cities; null if all cities are known
  #found = 0; // number of cities with a tweet in the range; null if they are too many to be ranked
  #together = null; // {users, error} of the selection
  #everyone = null; // {users, error} of all cities
  #view = { range: '1h', from: null, until: null, country: null, region: null };

  /** The server's time, as the clock of the device may be wrong. */
  now() {
    return Date.now() + this.#clockAhead;
  }

  setClock({ now, window_seconds, grace_seconds }) {
    this.#clockAhead = Date.parse(now) - Date.now();
    if (window_seconds) {
      this.windowMs = window_seconds * 1000;
      this.graceMs = grace_seconds * 1000;
    }
  }

  view(state) {
    this.#view = state;
  }

  isLive() {
    return this.#view.until === null;
  }

  /** The end of the range: that of the URL, but at most the end of the open window. */
  end() {
    const { until } = this.#view;
    return this.isLive() ? this.openEnd() : Math.min(this.openEnd(), Math.ceil(until / this.windowMs) * this.windowMs);
  }

  start() {
    const { range, from } = this.#view;
    const time = range === 'custom' ? from : this.end() - RANGES[range].hours * HOUR_MS;
    return Math.min(Math.ceil(time / this.windowMs) * this.windowMs, this.end() - this.windowMs);
  }

  hourStart() {
    return this.end() - HOUR_MS;
  }

  openWindow() {
    return Math.floor(this.now() / this.windowMs) * this.windowMs;
  }

  openEnd() {
    return this.openWindow() + this.windowMs;
  }

  /** The stage of a window: open (in progress), settling (provisional: accepts late posts), closed. */
  stage(window) {
    if (window + this.windowMs > this.now()) return 'open';
    return window + this.windowMs + this.graceMs > this.now() ? 'settling' : 'closed';
  }

  windows() {
    const all = [];
    for (let w = this.start(); w < this.end(); w += this.windowMs) all.push(w);
    return all;
  }

  setCities(rows) {
    rows.forEach((row) => this.#city(row));
  }

  #city(row) {
    const known = this.cities.get(row.city_id);
    const { country, region } = (row.country_code === UNKNOWN && known) || { country: row.country_code, region: row.region };
    this.cities.set(row.city_id, { id: row.city_id, name: row.city, country, region, latitude: row.latitude, longitude: row.longitude, population: row.population ?? known?.population ?? null });
  }

  /** Replaces all counts with a snapshot of the API; `hour` is null unless live, `series` unless cities are selected. */
  load({ hour, ...counted }) {
    const { totals } = counted;
    this.#hasHour = hour !== null || !this.isLive();
    [this.#hour, this.#totals, this.#unresolved, this.#contained, this.#series].forEach((known) => known.clear());
    for (const row of hour?.rows ?? []) this.#put(this.#hour, Date.parse(row.window_start), row.city_id, counts(row));
    const bound = (text) => (text === null ? null : Date.parse(text));
    this.oldestWindow = bound(totals.oldest_window);
    this.newestWindow = bound(totals.newest_window);
    this.loaded = true;
    this.loadUsers(counted);
    this.#recent.forEach(({ rows }) => this.#merge(rows));
  }

  /** Replaces the distinct users, which only the server can count, and the accompanying sums; `ranked` is null if not requested. */
  loadUsers({ totals, series, ranked, lowest }) {
    for (const row of totals.rows) {
      const window = Date.parse(row.window_start);
      this.#totals.set(window, { ...counts(row), error: row.users_error });
      this.#unresolved.set(window, newer(this.#unresolved.get(window), { tweets: row.unresolved_tweets, retweets: row.unresolved_retweets, users: row.unresolved_users, received: 0 }));
      this.#contained.set(window, row.contained_tweets);
    }
    for (const row of series?.rows ?? []) this.#put(this.#series, row.city_id, Date.parse(row.window_start), counts(row));
    if (ranked) {
      this.#ranked = this.#sums(ranked);
      this.#found = ranked.found;
      this.#lowest = lowest && this.#sums(lowest);
    }
    const { users, users_error: error } = series ?? totals;
    this.#together = { users, error };
    this.#everyone = { users: totals.users, error: totals.users_error };
  }

  /** Replaces the cities of the viewport; null if the ranking contains them. */
  setNear(ranked) {
    this.#near = ranked ? this.#sums(ranked) : new Map();
  }

  #sums({ rows }) {
    for (const row of rows) if (row.latitude !== null) this.#city(row);
    return new Map(rows.map((row) => [row.city_id, { id: row.city_id, name: row.city, ...counts(row), people: { users: row.users, error: row.users_error }, population: row.population }]));
  }

  /** Discards the counts of cities of other areas; all counts unless the previous area contained the new one. */
  forgetOthers(hadAll) {
    [this.#totals, this.#contained].forEach((known) => known.clear());
    if (!hadAll) this.#hour.clear();
    for (const [window, rows] of this.#hour) {
      for (const id of rows.keys()) if (!isIn(this.#view, this.cities.get(id))) rows.delete(id);
      if (rows.size === 0) this.#hour.delete(window);
    }
  }

  /** Discards counts that do not belong to the selection; all but the live hour if the range has changed. */
  forget(isOtherRange) {
    this.#together = null;
    if (isOtherRange) {
      this.#everyone = null;
      this.#ranked = null;
      this.#near.clear();
      this.#lowest = null;
      this.loaded = false;
    }
  }

  /** Distinct users of the selection; null while unknown. */
  together() {
    return this.#together;
  }

  /** Distinct users of all cities; null while unknown. */
  everyone() {
    return this.#everyone;
  }

  #put(outer, key, innerKey, value) {
    if (!outer.has(key)) outer.set(key, new Map());
    const inner = outer.get(key);
    inner.set(innerKey, newer(inner.get(innerKey), value));
  }

  /** Applies changed rows; true if a window in view has to be read from the API. */
  apply(rows) {
    const at = Date.now();
    this.#recent = this.#recent.filter((one) => one.at > at - RECENT_MS);
    this.#recent.push({ at, rows });
    return this.#merge(rows);
  }

  #merge(rows) {
    let unknown = false;
    for (const row of rows) {
      const window = Date.parse(row.window_start);
      this.newestWindow = Math.max(this.newestWindow ?? window, window);
      if (row.city_id === undefined) {
        this.#unresolved.set(window, newer(this.#unresolved.get(window), counts(row)));
        continue;
      }
      this.#city(row);
      if (!isIn(this.#view, this.cities.get(row.city_id))) continue;
      if (this.isLive() && window >= this.hourStart()) {
        if (this.#hasHour) this.#put(this.#hour, window, row.city_id, counts(row));
      } else if (window >= this.start() && window < this.end()) unknown = true;
    }
    return unknown;
  }

  /** The counts of all cities in a window, with the error of the users (null for a lower bound); null for a window without posts. */
  total(window) {
    const known = this.#totals.get(window);
    const rows = this.#hour.get(window);
    if (!rows || !this.isLive() || window < this.hourStart()) return known ?? (this.#unresolved.has(window) ? ZERO : null);
    const all = [...rows.values()];
    const sum = newer(known, all.reduce(plus, ZERO));
    const least = Math.max(...all.map(({ users }) => users));
    const isKnown = known && known.users >= least;
    return { ...sum, users: isKnown ? known.users : least, error: isKnown ? known.error : null };
  }

  /** The counts of a city in a window; zero if only other cities have posts, null for a window without posts. */
  ofCity(id, window) {
    const found = this.#hour.get(window)?.get(id) ?? this.#series.get(id)?.get(window);
    return found ?? (this.total(window) === null ? null : ZERO);
  }

  unresolved(window) {
    return this.#unresolved.get(window) ?? ZERO;
  }

  contained(window) {
    return this.#contained.get(window) ?? 0;
  }

  /** True if each window of each city is known while live; otherwise only the server can sum the last hour. */
  hasHour() {
    return this.#hasHour;
  }

  /** The number of cities with a tweet in the range if `byCity` does not contain all of them; else null. */
  foundIfMore() {
    return this.#ranked && this.#found > this.#ranked.size ? this.#found : null;
  }

  /** The lowest cities; null if `byCity` contains all cities. */
  lowest() {
    return this.#lowest && [...this.#lowest.values()];
  }

  /** The cities of the map: those of the range, of the viewport, and the selected ones. */
  onMap() {
    const cities = new Map([...this.#near, ...this.byCity().map((city) => [city.id, city])]);
    for (const id of this.#view.cities) {
      const city = cities.get(id) ?? this.#elsewhere(id);
      if (city) cities.set(id, city);
    }
    return [...cities.values()];
  }

  /** A city outside the ranking; its users are known if it is the only selected city. */
  #elsewhere(id) {
    const rows = [...(this.#series.get(id) ?? [])].filter(([window]) => window >= this.start() && window < this.end()).map(([, value]) => value);
    const sum = rows.reduce(plus, ZERO);
    if (this.#lowest?.has(id) || sum.tweets === 0) return this.#lowest?.get(id);
    const people = (this.#view.cities.length === 1 && this.#together) || { users: Math.max(...rows.map(({ users }) => users)), error: null };
    return { id, name: this.name(id), ...sum, users: people.users, people, population: this.cities.get(id)?.population ?? null };
  }

  /** The cities with a tweet in the range, with the sums of tweets and the distinct users; live in the last hour. */
  byCity() {
    if (this.#ranked && !(this.isLive() && this.#view.range === '1h' && this.#hasHour)) return [...this.#ranked.values()];
    return this.isLive() ? this.#hourByCity() : [];
  }

  #hourByCity() {
    const sums = new Map();
    const least = new Map(); // users of the busiest window
    for (const [window, rows] of this.#hour) {
      if (window < this.hourStart() || window >= this.end()) continue;
      for (const [id, value] of rows) {
        sums.set(id, plus(sums.get(id) ?? ZERO, value));
        least.set(id, Math.max(least.get(id) ?? 0, value.users));
      }
    }
    return [...sums].filter(([, value]) => value.tweets > 0).map(([id, value]) => {
      const known = this.#ranked?.get(id)?.people ?? { users: 0, error: null };
      const people = known.users >= least.get(id) ? known : { users: least.get(id), error: null };
      return { id, name: this.name(id), ...value, users: people.users, people, population: this.#ranked?.get(id)?.population ?? null };
    });
  }

  /** True if the cities have been ranked, with the known populations; false if they are too many. */
  isRanked() {
    return this.#ranked !== null && this.#found !== null;
  }

  name(id) {
    return this.cities.get(id)?.name ?? this.#ranked?.get(id)?.name ?? t('unknownCity');
  }
}
