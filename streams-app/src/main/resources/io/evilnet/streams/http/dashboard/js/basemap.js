// The base map: an outline in a projection. Canada: Lambert's conformal conic with the standard parallels of Statistics Canada (49° and 77°
// north). The world: Equal Earth (Šavrič, Patterson and Jenny, 2018).

import { geoConicConformal, geoEqualEarth, geoPath } from './d3.js';
import { svg } from './dom.js';

const GROUNDS = {
  canada: { file: 'data/canada.json', projection: () => geoConicConformal().parallels([49, 77]).rotate([94, 0]), box: [-126, 41.3, -56, 68] },
  world: { file: 'data/world.json', projection: geoEqualEarth, box: [-180, -56, 180, 84] },
};
const LOWEST = 220; // minimum height, as in charts.css
const STEPS = 40;
const steps = Array.from({ length: STEPS + 1 }, (_, i) => i / STEPS);

/** Grid points of a box, including its edges, in degrees [west, south, east, north] or in pixels. */
const grid = ([left, top, right, bottom]) => steps.flatMap((i) => steps.map((j) => [left + (right - left) * i, top + (bottom - top) * j]));

export class Ground {
  #path;
  #outline;

  constructor(name, outline, width) {
    const { projection, box } = GROUNDS[name];
    // Slightly inside the edges, which are the same meridian.
    const points = { type: 'MultiPoint', coordinates: grid(box).map(([x, y]) => [Math.max(-179.999, Math.min(179.999, x)), y]) };
    const fitted = projection().fitWidth(width, points);
    this.#path = geoPath(fitted).digits(2);
    this.#outline = outline;
    this.projection = fitted;
    this.width = width;
    this.height = Math.max(LOWEST, Math.round(this.#path.bounds(points)[1][1]));
  }

  /** True if degrees project to the point: beyond the globe, invert returns degrees of its other side. */
  #isAt([x, y], degrees) {
    if (!degrees?.every(Number.isFinite)) return false;
    const [u, v] = this.projection(degrees);
    return Math.hypot(u - x, v - y) < 1;
  }

  /** Reads the outline of a base map. */
  static async read(name) {
    const response = await fetch(GROUNDS[name].file);
    return response.ok ? response.json() : null;
  }

  /** The shapes of the countries. */
  shapes() {
    return this.#outline.features.map((feature) => svg('path', { class: feature.properties.role, d: this.#path(feature) }));
  }

  /** The bounds [west, south, east, north] in degrees of a part of the map in pixels; null if it is outside the globe. */
  degrees(part) {
    const found = grid(part).map((point) => [point, this.projection.invert(point)]).filter(([point, degrees]) => this.#isAt(point, degrees)).map(([, degrees]) => degrees);
    if (found.length === 0) return null;
    const within = (values, most) => [Math.max(-most, Math.min(...values)), Math.min(most, Math.max(...values))];
    const [west, east] = within(found.map(([longitude]) => longitude), 180);
    const [south, north] = within(found.map(([, latitude]) => latitude), 90);
    return [west, south, east, north].map((degrees) => Number(degrees.toFixed(2)));
  }
}
