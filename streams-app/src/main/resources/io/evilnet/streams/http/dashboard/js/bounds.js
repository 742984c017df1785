// The bounding box of the cities of a country or region on the map.

const FILL_RATIO = 0.8; // fraction of the map
const MAX_ZOOM = 16;

/** The places on the side of the date line, where the map ends, with more of them; all places if they are on one side. */
function largerSide(places) {
  const sorted = [...places].sort((a, b) => a.city.longitude - b.city.longitude);
  const degrees = sorted.map(({ city }) => city.longitude);
  // The widest gap in longitude separates the sides; the gap before the first place crosses the date line.
  const gaps = degrees.map((east, i) => (i === 0 ? east + 360 : east) - degrees.at(i - 1));
  const widest = gaps.indexOf(Math.max(...gaps));
  const [west, east] = [sorted.slice(0, widest), sorted.slice(widest)];
  return west.length > east.length ? west : east;
}

/** The center of places {city, x, y}, and the scale factor `k` at which they fill the map. */
export function fitBounds(places, { width, height }) {
  const side = largerSide(places);
  const [xs, ys] = [side.map(({ x }) => x), side.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return { x: (left + right) / 2, y: (top + bottom) / 2, k: Math.min(MAX_ZOOM, FILL_RATIO * Math.min(width / (right - left), height / (bottom - top))) };
}
