// Ticks at round numbers and round times.

import { offset } from './format.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TIME_STEPS = [5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880].map((minutes) => minutes * MINUTE);

/** Round values from 0 to just above `most`, about `count` of them. */
export function ticks(most, count) {
  if (most <= 0) return [0, 1];
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= rough && (s >= 1 ? Number.isInteger(s) : true)) ?? 10 * power);
  const last = Math.ceil(most / step) * step;
  const all = [];
  for (let value = 0; value <= last + step / 2; value += step) all.push(value);
  return all;
}

/** Round times in the selected time zone, in [from, to), at most `count` of them. */
export function timeTicks(from, to, count) {
  const step = TIME_STEPS.find((s) => (to - from) / s <= count) ?? TIME_STEPS.at(-1);
  const shift = offset(from);
  const all = [];
  for (let even = Math.ceil((from - shift) / step) * step + shift; ; even += step) {
    // Daylight saving time changes by an hour; the tick stays if the clock skips its local time.
    const moved = even + offset(even) - shift;
    const t = step > HOUR && moved - offset(moved) === even - shift ? moved : even;
    if (!(t < to)) return all;
    all.push(t);
  }
}
