// The base map: an outline in a projection. Canada: Lambert's conformal conic with the standard parallels of Statistics Canada (49° and 77°
// north). The world: Equal Earth (Šavrič, Patterson and Jenny, 2018).

import { geoConicConformal, geoEqualEarth, geoPath } from './d3.js';
import { svg } from './dom.js';

const BASE_MAPS = {
  canada: { file: 'data/canada.json', projection: () => geoConicConformal().parallels([49, 77]).rotate([94, 0]), bounds: [-126, 41.3, -56, 68] },
  world: { file: 'data/world.json', projection: geoEqualEarth, bounds: [-180, -56, 180, 84] },
};
const MIN_HEIGHT = 220; // as in charts.css
const STEPS = 40;
const fractions = Array.from({ length: STEPS + 1 }, (_, i) => i / STEPS);

/** Grid points of a bounding box, including its edges, in degrees [west, south, east, north] or in pixels. */
const grid = ([left, top, right, bottom]) => fractions.flatMap((fractionX) => fractions.map((fractionY) => [left + (right - left) * fractionX, top + (bottom - top) * fractionY]));

export class BaseMap {
  #path;
  #outline;

  constructor(name, outline, width) {
    const { projection, bounds } = BASE_MAPS[name];
    // Slightly inside the edges, which are the same meridian.
    const points = { type: 'MultiPoint', coordinates: grid(bounds).map(([x, y]) => [Math.max(-179.999, Math.min(179.999, x)), y]) };
    const fittedProjection = projection().fitWidth(width, points);
    this.#path = geoPath(fittedProjection).digits(2);
    this.#outline = outline;
    this.projection = fittedProjection;
    this.width = width;
    this.height = Math.max(MIN_HEIGHT, Math.round(this.#path.bounds(points)[1][1]));
  }

  /** True if degrees project to the point: outside the globe, invert returns degrees of its far side. */
  #projectsTo([x, y], degrees) {
    if (!degrees?.every(Number.isFinite)) return false;
    const [projectedX, projectedY] = this.projection(degrees);
    return Math.hypot(projectedX - x, projectedY - y) < 1;
  }

  /** Reads the outline of a base map. */
  static async fetchOutline(name) {
    const response = await fetch(BASE_MAPS[name].file);
    return response.ok ? response.json() : null;
  }

  /** The shapes of the countries. */
  shapes() {
    return this.#outline.features.map((feature) => svg('path', { class: feature.properties.role, d: this.#path(feature) }));
  }

  /** The bounds [west, south, east, north] in degrees of a viewport in pixels; null if it is outside the globe. */
  toDegrees(viewport) {
    const points = grid(viewport).map((point) => [point, this.projection.invert(point)]).filter(([point, degrees]) => this.#projectsTo(point, degrees)).map(([, degrees]) => degrees);
    if (points.length === 0) return null;
    const clampedRange = (values, maximum) => [Math.max(-maximum, Math.min(...values)), Math.min(maximum, Math.max(...values))];
    const [west, east] = clampedRange(points.map(([longitude]) => longitude), 180);
    const [south, north] = clampedRange(points.map(([, latitude]) => latitude), 90);
    return [west, south, east, north].map((degrees) => Number(degrees.toFixed(2)));
  }
}
