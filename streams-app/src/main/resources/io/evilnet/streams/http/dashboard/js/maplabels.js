// Labels of the largest and the selected cities, without overlapping another label or the text of a cluster.

import { hasText } from './circles.js';
import { svg } from './dom.js';
import { isolated, shortName } from './format.js';

const MOST = 9;
const context = document.createElement('canvas').getContext('2d');

/** The width of a text in any script. */
function widthOf(text) {
  context.font = '550 12px system-ui, sans-serif';
  return context.measureText(text).width;
}

/** The box of an element in its offset parent. */
export const areaOf = ({ offsetLeft: left, offsetTop: top, offsetWidth, offsetHeight }) => ({ left, right: left + offsetWidth, top, bottom: top + offsetHeight });

/** Labels for marks {city, r, p: [x, y], cluster}, in their order, within a width and a height and outside the covered area. */
export function labels(marks, width, height, covered) {
  const taken = [covered, ...marks.filter(hasText).map(({ p: [x, y] }) => ({ left: x - 14, right: x + 14, top: y - 7, bottom: y + 7 }))];
  const placed = [];
  for (const { city, r, p: [x, y], cluster } of marks) {
    if (placed.length >= MOST) break;
    const name = cluster ? `${isolated(shortName(city.name))} +${cluster.cities - 1}` : shortName(city.name);
    const long = widthOf(name);
    const options = [[x + r + 5, y + 4, 'start'], [x - r - 5, y + 4, 'end'], [x, y - r - 6, 'middle'], [x, y + r + 14, 'middle']];
    for (const [tx, ty, anchor] of options) {
      const left = anchor === 'start' ? tx : anchor === 'end' ? tx - long : tx - long / 2;
      const area = { left: left - 3, right: left + long + 3, top: ty - 12, bottom: ty + 4 };
      const inside = area.left >= 0 && area.right <= width && area.top >= 0 && area.bottom <= height;
      if (inside && taken.every((other) => area.right < other.left || area.left > other.right || area.bottom < other.top || area.top > other.bottom)) {
        taken.push(area);
        placed.push(svg('text', { x: tx.toFixed(1), y: ty.toFixed(1), 'text-anchor': anchor }, name));
        break;
      }
    }
  }
  return placed;
}
