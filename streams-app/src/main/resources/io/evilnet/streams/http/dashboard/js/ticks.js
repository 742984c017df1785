// Ticks at round numbers and round times.

import { zoneOffset } from './format.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const TIME_STEPS = [5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880].map((minutes) => minutes * MINUTE_MS);

/** Round values from 0 to just above `maximum`, about `count` of them. */
export function ticks(maximum, count) {
  if (maximum <= 0) return [0, 1];
  const roughStep = maximum / count;
  const magnitude = 10 ** Math.floor(Math.log10(roughStep));
  const step = Math.max(1, [1, 2, 2.5, 5, 10].map((factor) => factor * magnitude).find((candidate) => candidate >= roughStep && (candidate >= 1 ? Number.isInteger(candidate) : true)) ?? 10 * magnitude);
  const last = Math.ceil(maximum / step) * step;
  const values = [];
  for (let value = 0; value <= last + step / 2; value += step) values.push(value);
  return values;
}

/** Round times in the selected time zone, in [from, to), at most `count` of them. */
export function timeTicks(from, to, count) {
  const step = TIME_STEPS.find((candidate) => (to - from) / candidate <= count) ?? TIME_STEPS.at(-1);
  const startOffset = zoneOffset(from);
  const times = [];
  for (let tick = Math.ceil((from - startOffset) / step) * step + startOffset; ; tick += step) {
    // Daylight saving time changes by an hour; the tick stays if the clock skips its local time.
    const shifted = tick + zoneOffset(tick) - startOffset;
    const time = step > HOUR_MS && shifted - zoneOffset(shifted) === tick - startOffset ? shifted : tick;
    if (!(time < to)) return times;
    times.push(time);
  }
}
