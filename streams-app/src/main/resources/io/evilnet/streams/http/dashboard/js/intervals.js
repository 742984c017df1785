// Intervals of time, [from, to) in milliseconds: outages, repairs, and the share of a range without an outage.

/** Sorts intervals and merges those that touch or overlap. */
function union(intervals) {
  const merged = [];
  for (const [from, to] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** The intersections of intervals with [from, to). */
export const clip = (intervals, from, to) => intervals.map(([start, end]) => [Math.max(start, from), Math.min(end, to)]).filter(([start, end]) => start < end);

/** The union of the outages of all collectors; an ongoing outage ends now. */
export const outageIntervals = (rows, now) => union((rows ?? []).map(({ from, to }) => [Date.parse(from), to === null ? now : Date.parse(to)]));

/** True if a run repairs rows of this keyspace. */
export const isRepair = ({ mode }) => mode === 'backfill' || mode === 'backfill-all';

/** The ranges in which runs have repaired rows. */
export const repairIntervals = (runs) => union((runs ?? []).filter((run) => isRepair(run) && run.rows_different > 0 && run.rows_written > 0).map((run) => [Date.parse(run.range_start), Date.parse(run.range_end)]));

/** The length of [from, to) and of its parts without an outage: {total, connected} in milliseconds. */
export function coverage(outages, from, to) {
  const total = Math.max(0, to - from);
  return { total, connected: total - clip(outages, from, to).reduce((sum, [start, end]) => sum + end - start, 0) };
}
