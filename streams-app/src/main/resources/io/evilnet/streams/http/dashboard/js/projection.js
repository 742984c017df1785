// Map projections. Canada: Lambert's conformal conic with the standard parallels of Statistics Canada (49° and 77° north).
// The world: Equal Earth (Šavrič, Patterson and Jenny, 2018).

const RADIANS = Math.PI / 180;

/** Lambert's conformal conic on a sphere. */
export function lambert({ south, north, middle }) {
  const tan = (latitude) => Math.tan(Math.PI / 4 + (latitude * RADIANS) / 2);
  const n = Math.log(Math.cos(south * RADIANS) / Math.cos(north * RADIANS)) / Math.log(tan(north) / tan(south));
  const f = (Math.cos(south * RADIANS) * tan(south) ** n) / n;
  return (longitude, latitude) => {
    const radius = f / tan(Math.min(latitude, 89.9)) ** n;
    const angle = n * (longitude - middle) * RADIANS;
    return [radius * Math.sin(angle), radius * Math.cos(angle)];
  };
}

/** Equal Earth. */
export function equalEarth(longitude, latitude) {
  const m = Math.sqrt(3) / 2;
  const t = Math.asin(m * Math.sin(latitude * RADIANS));
  const t2 = t * t;
  const t6 = t2 ** 3;
  const x = (longitude * RADIANS * Math.cos(t)) / (m * (1.340264 + 3 * -0.081106 * t2 + t6 * (7 * 0.000893 + 9 * 0.003796 * t2)));
  return [x, -t * (1.340264 - 0.081106 * t2 + t6 * (0.000893 + 0.003796 * t2))];
}

/** Fits a box of degrees [west, south, east, north] into a picture of the given width; y grows downwards. */
export function fit(project, [west, south, east, north], width) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i <= 40; i++) {
    for (let j = 0; j <= 40; j++) {
      const [x, y] = project(west + ((east - west) * i) / 40, south + ((north - south) * j) / 40);
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  const scale = width / (right - left);
  return {
    height: Math.round((bottom - top) * scale),
    at: (longitude, latitude) => {
      const [x, y] = project(longitude, latitude);
      return [(x - left) * scale, (y - top) * scale];
    },
  };
}
