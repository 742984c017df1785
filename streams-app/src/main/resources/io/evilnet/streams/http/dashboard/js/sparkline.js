// A sparkline: a small chart without axes.

import { svg } from './dom.js';

const WIDTH = 132;
const HEIGHT = 40;
const MOST_SPARKS = 36;

/** Downsamples values: to sums, or to means of values that cannot be added. */
function condense(values, adds) {
  const size = Math.ceil(values.length / MOST_SPARKS);
  const few = [];
  for (let i = 0; i < values.length; i += size) {
    const some = values.slice(i, i + size).filter((v) => v !== null);
    const sum = some.reduce((a, b) => a + b, 0);
    few.push(some.length === 0 ? null : adds ? sum : sum / some.length);
  }
  return few;
}

function condenseStages(stages) {
  const size = Math.ceil(stages.length / MOST_SPARKS);
  return stages.filter((_, i) => i % size === 0 || i === stages.length - 1).map((_, i) => stages[Math.min((i + 1) * size, stages.length) - 1]);
}

/** A sparkline of the values and stages of windows; values that cannot be added are averaged. */
export function sparkline(all, allStages, adds, tone) {
  const values = condense(all, adds);
  const stages = condenseStages(allStages);
  const most = Math.max(1, ...values.filter((v) => v !== null));
  const band = WIDTH / values.length;
  const bars = values.map((value, i) => {
    if (value === null) return null;
    const height = Math.max(1, (value / most) * HEIGHT);
    return svg('rect', { x: i * band + band * 0.14, width: band * 0.72, y: HEIGHT - height, height, rx: Math.min(2, band * 0.3), class: stages[i] });
  });
  return svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: `spark tone-${tone}`, 'aria-hidden': 'true', preserveAspectRatio: 'none' }, ...bars);
}
