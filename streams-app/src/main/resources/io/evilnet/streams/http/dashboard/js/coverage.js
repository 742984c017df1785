// Intervals of time, [from, to) in milliseconds: outages, repairs, and the share of a range without an outage.

/** Sorts intervals and joins those that touch. */
function union(intervals) {
  const joined = [];
  for (const [from, to] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** The parts of intervals that lie in [from, to). */
export const clip = (intervals, from, to) => intervals.map(([a, b]) => [Math.max(a, from), Math.min(b, to)]).filter(([a, b]) => a < b);

/** The outages among the gaps of all collectors; one that lasts ends now. */
export const outages = (losses, now) => union((losses ?? []).map(({ from, to }) => [Date.parse(from), to === null ? now : Date.parse(to)]));

/** True of a run that repairs these rows, not those of another keyspace. */
export const isRepair = ({ mode }) => mode === 'backfill' || mode === 'backfill-all';

/** The ranges in which a run has repaired rows. */
export const repairs = (runs) => union((runs ?? []).filter((run) => isRepair(run) && run.rows_different > 0 && run.rows_written > 0).map((run) => [Date.parse(run.range_start), Date.parse(run.range_end)]));

/** How much of [from, to) lies outside of outages: {whole, connected} in milliseconds. */
export function coverage(lost, from, to) {
  const whole = Math.max(0, to - from);
  return { whole, connected: whole - clip(lost, from, to).reduce((sum, [a, b]) => sum + b - a, 0) };
}
