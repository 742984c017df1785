// The markers of the map: a circle for each city, or for each cluster if there are many cities.

import { geoMercatorRaw } from './d3.js';

const CLUSTER_THRESHOLD = 500;
const CLUSTER_RADIUS = 30; // in pixels
const EXTENT = 512; // size of the map at the lowest zoom level of Supercluster, in pixels
export const MAX_ZOOM = 64;

const FULL_ANGLE = 2 * Math.PI;
const DEGREES_PER_RADIAN = 360 / FULL_ANGLE;
let library = null;

const SUMMED_FIELDS = ['tweets', 'retweets', 'users', 'population']; // users may be active in several cities of a cluster

/** Markers of places {city, x, y} on a map of a size; areas are proportional to the values of the cities, selected cities are not clustered. */
export class Markers {
  #places;
  #size;
  #getValue;
  #selected;
  #index = null;
  #levels = new Map();

  constructor(places, size, getValue, selected) {
    this.#places = places;
    this.#size = size;
    this.#getValue = getValue;
    this.#selected = places.filter(({ city }) => selected.includes(city.id));
  }

  /** True if cities are clustered. */
  get isClustered() {
    return this.#places.length > CLUSTER_THRESHOLD;
  }

  /** Clusters the cities if there are many; the library is loaded on first use. */
  async cluster() {
    if (!this.isClustered) return this;
    library ??= import('../webjars/supercluster/7.1.5/dist/supercluster.min.js').catch(() => { library = null; });
    if (!(await library)) return this; // retried the next time
    // Positions on the map instead of degrees, as clusters depend on distances on the map.
    const features = this.#places.filter((place) => !this.#selected.includes(place)).map(({ city, x, y }) => ({ city, properties: city, geometry: { coordinates: this.#degrees(x, y) } }));
    const options = { radius: CLUSTER_RADIUS, extent: EXTENT, maxZoom: this.#level(MAX_ZOOM) - 1, map: (city) => ({ ...city }), reduce: (total, city) => this.#add(total, city) };
    this.#index = new globalThis.Supercluster(options).load(features);
    return this;
  }

  /** Adds cities to a cluster, which is named after its largest city. */
  #add(total, city) {
    const [id, name, maximum] = [total, city].map((candidate) => [candidate.id, candidate.name, candidate.maximum ?? this.#getValue(candidate)]).reduce((a, b) => (b[2] > a[2] ? b : a));
    for (const field of SUMMED_FIELDS) total[field] += city[field];
    Object.assign(total, { id, name, maximum });
  }

  #degrees(x, y) {
    return geoMercatorRaw.invert((x / this.#size - 0.5) * FULL_ANGLE, (0.5 - y / this.#size) * FULL_ANGLE).map((radians) => radians * DEGREES_PER_RADIAN);
  }

  #position(degrees) {
    const [x, y] = geoMercatorRaw(...degrees.map((angle) => angle / DEGREES_PER_RADIAN));
    return { x: (x / FULL_ANGLE + 0.5) * this.#size, y: (0.5 - y / FULL_ANGLE) * this.#size };
  }

  #level(zoom) {
    return Math.max(0, Math.round(Math.log2((zoom * this.#size) / EXTENT)));
  }

  /** All markers {city, x, y, relativeRadius, cluster: {id, cities} or undefined} at a zoom, largest first. */
  atZoom(zoom) {
    const level = this.#index ? this.#level(zoom) : 0;
    if (!this.#levels.has(level)) this.#levels.set(level, this.#createMarkers(level));
    return this.#levels.get(level);
  }

  #createMarkers(level) {
    const markers = this.#index ? this.#index.getClusters([-180, -90, 180, 90], level).map((feature) => this.#toMarker(feature)).concat(this.#selected) : this.#places;
    const maximum = Math.max(Number.MIN_VALUE, ...markers.map(({ city }) => this.#getValue(city)));
    return markers.map((marker) => ({ ...marker, relativeRadius: Math.sqrt(this.#getValue(marker.city) / maximum) })).sort((a, b) => b.relativeRadius - a.relativeRadius);
  }

  #toMarker({ city, properties, geometry: { coordinates } }) {
    if (city) return { city, ...this.#position(coordinates) };
    const { cluster_id: id, point_count: cities } = properties;
    return { city: { ...properties, id: null, estimate: { users: properties.users, error: 0 } }, cluster: { id, cities }, ...this.#position(coordinates) };
  }

  /** The zoom at which a cluster expands. */
  expansionZoom({ id }) {
    return (EXTENT / this.#size) * 2 ** this.#index.getClusterExpansionZoom(id);
  }
}

/** True if the data of two maps have the same circles and texts. */
export function isSameData(data, otherData) {
  return data.measure.unit === otherData.measure.unit && data.selected.join() === otherData.selected.join() && data.cities.length === otherData.cities.length && data.cities.every((city, index) => {
    const otherCity = otherData.cities[index];
    return city.id === otherCity.id && city.latitude === otherCity.latitude && city.tweets === otherCity.tweets && city.retweets === otherCity.retweets
      && city.users === otherCity.users && city.estimate.error === otherCity.estimate.error && city.population === otherCity.population;
  });
}
