// The counts: every city of the last hour, and the selection of longer ranges. Snapshots come from the API, changes from events;
// counts only grow, so their order does not matter.

import { RANGES, ZERO, counts, newer, plus } from './metrics.js';

const HOUR_MS = 3_600_000;
const RECENT_MS = 10_000; // changes that a snapshot may lack

export class Model {
  windowMs = 300_000;
  graceMs = 900_000;
  cities = new Map(); // id -> {id, name, country, latitude, longitude}
  newestWindow = null;
  loaded = false;
  #clockAhead = 0;
  #hour = new Map(); // window -> (city id -> counts)
  #totals = new Map(); // window -> counts of all cities together
  #unresolved = new Map(); // window -> counts
  #series = new Map(); // city id -> (window -> counts)
  #recent = []; // {at, rows}
  #people = new Map(); // city id -> {users, error} of the hour, distinct
  #together = null; // {users, error} of the whole selection
  #until = null;
  #range = '1h';

  /** The server's time, as the clock of this device may be wrong. */
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

  view({ range, until }) {
    this.#range = range;
    this.#until = until;
  }

  /** The end of the range: that of the open window, or the one in the URL. */
  end() {
    const w = this.windowMs;
    return this.#until === null ? Math.floor(this.now() / w) * w + w : Math.ceil(this.#until / w) * w;
  }

  start() {
    return this.end() - RANGES[this.#range].hours * HOUR_MS;
  }

  hourStart() {
    return this.end() - HOUR_MS;
  }

  openWindow() {
    return Math.floor(this.now() / this.windowMs) * this.windowMs;
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
    this.cities.set(row.city_id, { id: row.city_id, name: row.city, country: row.country_code, latitude: row.latitude, longitude: row.longitude });
  }

  /** Replaces all counts by a snapshot of the API. */
  load({ hour, totals, series }) {
    this.#hour = new Map();
    this.#totals = new Map();
    this.#unresolved = new Map();
    this.#series = new Map();
    for (const row of hour.rows) this.#put(this.#hour, Date.parse(row.window_start), row.city_id, counts(row));
    for (const row of totals.rows) {
      const window = Date.parse(row.window_start);
      this.#totals.set(window, counts(row));
      this.#unresolved.set(window, { tweets: row.unresolved_tweets, retweets: row.unresolved_retweets, users: row.unresolved_users });
    }
    for (const row of series?.rows ?? []) this.#put(this.#series, row.city_id, Date.parse(row.window_start), counts(row));
    this.newestWindow = totals.newest_window === null ? null : Date.parse(totals.newest_window);
    this.loaded = true;
    this.#recent.forEach(({ rows }) => this.#merge(rows));
  }

  /** Sets the distinct users: of the cities of the hour, and of the whole selection. */
  setPeople(cities, together) {
    this.#people = new Map(cities.map((row) => [row.city_id, { users: row.users, error: row.users_error }]));
    this.#together = { users: together.users, error: together.users_error };
  }

  /** Discards the distinct users after a change of the selection. */
  forgetPeople() {
    this.#people = new Map();
    this.#together = null;
  }

  /** Distinct users of the whole selection; null while unknown. */
  together() {
    return this.#together;
  }

  #put(outer, key, innerKey, value) {
    if (!outer.has(key)) outer.set(key, new Map());
    const inner = outer.get(key);
    inner.set(innerKey, newer(inner.get(innerKey), value));
  }

  /** Applies changed rows; true if one belongs to a window in view whose total only the API has. */
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
      if (window >= this.hourStart()) {
        this.#put(this.#hour, window, row.city_id, counts(row));
      } else if (window >= this.start()) {
        this.#put(this.#series, row.city_id, window, counts(row));
        unknown = true;
      }
    }
    return unknown;
  }

  /** The sum of all cities of a window; null for a window without posts. */
  total(window) {
    const rows = this.#hour.get(window);
    if (rows && window >= this.hourStart()) return [...rows.values()].reduce(plus, ZERO);
    return this.#totals.get(window) ?? (this.#unresolved.has(window) ? ZERO : null);
  }

  /** The counts of a city in a window; zero if only other cities have posts, null for a window without posts. */
  ofCity(id, window) {
    const found = this.#hour.get(window)?.get(id) ?? this.#series.get(id)?.get(window);
    return found ?? (this.total(window) === null ? null : ZERO);
  }

  unresolved(window) {
    return this.#unresolved.get(window) ?? ZERO;
  }

  /** The cities with a tweet in the last hour of the range, with the sums of tweets and the distinct users. */
  hourByCity() {
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
      const known = this.#people.get(id) ?? { users: 0, error: null };
      const people = known.users >= least.get(id) ? known : { users: least.get(id), error: null };
      return { id, name: this.name(id), ...value, users: people.users, people };
    });
  }

  name(id) {
    return this.cities.get(id)?.name ?? 'Unknown city';
  }
}
