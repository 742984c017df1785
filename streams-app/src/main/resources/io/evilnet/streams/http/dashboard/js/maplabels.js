// Labels of the largest and the selected cities, without overlapping another label or the text of a cluster.

import { hasText } from './circles.js';
import { svg } from './dom.js';
import { isolateText, shortName } from './format.js';

const MAX_LABELS = 9;
const context = document.createElement('canvas').getContext('2d');

/** The width of a text in any script. */
function textWidth(text) {
  context.font = '550 12px system-ui, sans-serif';
  return context.measureText(text).width;
}

/** The bounds of an element in its offset parent. */
export const offsetBounds = ({ offsetLeft: left, offsetTop: top, offsetWidth, offsetHeight }) => ({ left, right: left + offsetWidth, top, bottom: top + offsetHeight });

/** Labels of markers {city, radius, position: [x, y], cluster}, in their order, within a width and a height and outside the covered bounds. */
export function createLabels(markers, width, height, coveredBounds) {
  const occupied = [coveredBounds, ...markers.filter(hasText).map(({ position: [x, y] }) => ({ left: x - 14, right: x + 14, top: y - 7, bottom: y + 7 }))];
  const placed = [];
  for (const { city, radius, position: [x, y], cluster } of markers) {
    if (placed.length >= MAX_LABELS) break;
    const name = cluster ? `${isolateText(shortName(city.name))} +${cluster.cities - 1}` : shortName(city.name);
    const labelWidth = textWidth(name);
    const placements = [[x + radius + 5, y + 4, 'start'], [x - radius - 5, y + 4, 'end'], [x, y - radius - 6, 'middle'], [x, y + radius + 14, 'middle']];
    for (const [labelX, labelY, anchor] of placements) {
      const left = anchor === 'start' ? labelX : anchor === 'end' ? labelX - labelWidth : labelX - labelWidth / 2;
      const bounds = { left: left - 3, right: left + labelWidth + 3, top: labelY - 12, bottom: labelY + 4 };
      const isInside = bounds.left >= 0 && bounds.right <= width && bounds.top >= 0 && bounds.bottom <= height;
      if (isInside && occupied.every((otherBounds) => bounds.right < otherBounds.left || bounds.left > otherBounds.right || bounds.bottom < otherBounds.top || bounds.top > otherBounds.bottom)) {
        occupied.push(bounds);
        placed.push(svg('text', { x: labelX.toFixed(1), y: labelY.toFixed(1), 'text-anchor': anchor }, name));
        break;
      }
    }
  }
  return placed;
}
