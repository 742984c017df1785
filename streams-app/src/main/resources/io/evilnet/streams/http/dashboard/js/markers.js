// The marks of the map: a circle for each city, or for each cluster if there are many cities.

import { geoMercatorRaw } from './d3.js';

const MANY = 500;
const RADIUS = 30; // of a cluster, in pixels
const EXTENT = 512; // size of the map at the lowest zoom level of Supercluster, in pixels
export const MOST_ZOOM = 64;

const TURN = 2 * Math.PI;
const DEGREES = 360 / TURN;
let library = null;

const SUMS = ['tweets', 'retweets', 'users', 'population']; // users may be active in several cities of a cluster

/** Marks of places {city, x, y} on a map of a width; areas are proportional to `of` each city, `chosen` cities are not clustered. */
export class Marks {
  #places;
  #size;
  #of;
  #chosen;
  #index = null;
  #levels = new Map();

  constructor(places, size, of, chosen) {
    this.#places = places;
    this.#size = size;
    this.#of = of;
    this.#chosen = places.filter(({ city }) => chosen.includes(city.id));
  }

  /** True if cities are clustered. */
  get many() {
    return this.#places.length > MANY;
  }

  /** Clusters the cities if there are many; the library is loaded on first use. */
  async cluster() {
    if (!this.many) return this;
    library ??= import('../webjars/supercluster/7.1.5/dist/supercluster.min.js').catch(() => { library = null; });
    if (!(await library)) return this; // retried the next time
    // Positions on the map instead of degrees, as clusters depend on distances on the map.
    const features = this.#places.filter((place) => !this.#chosen.includes(place)).map(({ city, x, y }) => ({ city, properties: city, geometry: { coordinates: this.#degrees(x, y) } }));
    const options = { radius: RADIUS, extent: EXTENT, maxZoom: this.#level(MOST_ZOOM) - 1, map: (city) => ({ ...city }), reduce: (all, one) => this.#add(all, one) };
    this.#index = new globalThis.Supercluster(options).load(features);
    return this;
  }

  /** Adds cities to a cluster, which is named after its largest city. */
  #add(all, one) {
    const [id, name, most] = [all, one].map((each) => [each.id, each.name, each.most ?? this.#of(each)]).reduce((a, b) => (b[2] > a[2] ? b : a));
    for (const sum of SUMS) all[sum] += one[sum];
    Object.assign(all, { id, name, most });
  }

  #degrees(x, y) {
    return geoMercatorRaw.invert((x / this.#size - 0.5) * TURN, (0.5 - y / this.#size) * TURN).map((radians) => radians * DEGREES);
  }

  #position(degrees) {
    const [x, y] = geoMercatorRaw(...degrees.map((one) => one / DEGREES));
    return { x: (x / TURN + 0.5) * this.#size, y: (0.5 - y / TURN) * this.#size };
  }

  #level(zoom) {
    return Math.max(0, Math.round(Math.log2((zoom * this.#size) / EXTENT)));
  }

  /** All marks {city, x, y, part, cluster: {id, cities} or undefined} at a zoom, largest first; `part` is the relative radius. */
  at(zoom) {
    const level = this.#index ? this.#level(zoom) : 0;
    if (!this.#levels.has(level)) this.#levels.set(level, this.#make(level));
    return this.#levels.get(level);
  }

  #make(level) {
    const marks = this.#index ? this.#index.getClusters([-180, -90, 180, 90], level).map((feature) => this.#mark(feature)).concat(this.#chosen) : this.#places;
    const most = Math.max(Number.MIN_VALUE, ...marks.map(({ city }) => this.#of(city)));
    return marks.map((mark) => ({ ...mark, part: Math.sqrt(this.#of(mark.city) / most) })).sort((a, b) => b.part - a.part);
  }

  #mark({ city, properties, geometry: { coordinates } }) {
    if (city) return { city, ...this.#position(coordinates) };
    const { cluster_id: id, point_count: cities } = properties;
    return { city: { ...properties, id: null, people: { users: properties.users, error: 0 } }, cluster: { id, cities }, ...this.#position(coordinates) };
  }

  /** The zoom at which a cluster expands. */
  zoomOf({ id }) {
    return (EXTENT / this.#size) * 2 ** this.#index.getClusterExpansionZoom(id);
  }
}

/** True if two pictures have the same circles and texts. */
export function isSame(a, b) {
  return a.measure.unit === b.measure.unit && a.chosen.join() === b.chosen.join() && a.cities.length === b.cities.length && a.cities.every((city, i) => {
    const other = b.cities[i];
    return city.id === other.id && city.latitude === other.latitude && city.tweets === other.tweets && city.retweets === other.retweets
      && city.users === other.users && city.people.error === other.people.error && city.population === other.population;
  });
}
