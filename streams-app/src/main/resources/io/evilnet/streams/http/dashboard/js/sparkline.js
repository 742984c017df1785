// A sparkline: a small chart without axes.

import { svg } from './dom.js';

const WIDTH = 132;
const HEIGHT = 40;
const MAX_BARS = 36;

/** Downsamples values: to sums, or to means of values that cannot be added. */
function downsample(values, isAdditive) {
  const size = Math.ceil(values.length / MAX_BARS);
  const samples = [];
  for (let i = 0; i < values.length; i += size) {
    const group = values.slice(i, i + size).filter((value) => value !== null);
    const sum = group.reduce((total, value) => total + value, 0);
    samples.push(group.length === 0 ? null : isAdditive ? sum : sum / group.length);
  }
  return samples;
}

function downsampleStages(stages) {
  const size = Math.ceil(stages.length / MAX_BARS);
  return stages.filter((_, i) => i % size === 0 || i === stages.length - 1).map((_, i) => stages[Math.min((i + 1) * size, stages.length) - 1]);
}

/** A sparkline of the values and stages of windows; values that cannot be added are averaged. */
export function createSparkline(windowValues, windowStages, isAdditive, tone) {
  const values = downsample(windowValues, isAdditive);
  const stages = downsampleStages(windowStages);
  const maximum = Math.max(1, ...values.filter((value) => value !== null));
  const band = WIDTH / values.length;
  const bars = values.map((value, i) => {
    if (value === null) return null;
    const height = Math.max(1, (value / maximum) * HEIGHT);
    return svg('rect', { x: i * band + band * 0.14, width: band * 0.72, y: HEIGHT - height, height, rx: Math.min(2, band * 0.3), class: stages[i] });
  });
  return svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: `spark tone-${tone}`, 'aria-hidden': 'true', preserveAspectRatio: 'none' }, ...bars);
}
