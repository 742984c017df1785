// Intervals of time, [from, to) in milliseconds: outages, repairs, and the share of a range without an outage.

/** Sorts intervals and merges those that touch or overlap. */
function union(intervals) {
  const joined = [];
  for (const [from, to] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** The intersections of intervals with [from, to). */
export const clip = (intervals, from, to) => intervals.map(([a, b]) => [Math.max(a, from), Math.min(b, to)]).filter(([a, b]) => a < b);

/** The union of the gaps of all collectors; an open gap ends now. */
export const outages = (losses, now) => union((losses ?? []).map(({ from, to }) => [Date.parse(from), to === null ? now : Date.parse(to)]));

/** True if a run repairs rows of this keyspace. */
export const isRepair = ({ mode }) => mode === 'backfill' || mode === 'backfill-all';

/** The ranges in which runs have repaired rows. */
export const repairs = (runs) => union((runs ?? []).filter((run) => isRepair(run) && run.rows_different > 0 && run.rows_written > 0).map((run) => [Date.parse(run.range_start), Date.parse(run.range_end)]));

/** The length of [from, to) and of its parts without an outage: {whole, connected} in milliseconds. */
export function coverage(lost, from, to) {
  const whole = Math.max(0, to - from);
  return { whole, connected: whole - clip(lost, from, to).reduce((sum, [a, b]) => sum + b - a, 0) };
}
