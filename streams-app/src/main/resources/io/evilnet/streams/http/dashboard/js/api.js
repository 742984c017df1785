// Client of the query API.

const TIMEOUT_MS = 10_000;

/** The server answered 503: Cassandra is unavailable, or the server is busy. */
export class Unavailable extends Error {}

/** The response would have more rows than the server returns. */
export class TooManyRows extends Error {}

/** A selected city has no row in Cassandra yet. */
export class UnknownCity extends Error {}

/** The server is unreachable. */
export class Unreachable extends Error {}

/** The URL of a query, without the parameters that are null. */
export function queryUrl(path, parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined) [value].flat().forEach((item) => query.append(name, item));
  }
  return `api/v1/${path}?${query}`;
}

export async function fetchJson(path, parameters = {}) {
  let response;
  try {
    response = await fetch(queryUrl(path, parameters), { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS), headers: { Accept: 'application/json' } });
  } catch (error) {
    throw new Unreachable(error.message);
  }
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => ({ detail: `status ${response.status}` }));
  if (response.status === 503) throw new Unavailable(problem.detail);
  if (problem.parameter === 'city') throw new UnknownCity(problem.detail);
  throw problem.type === '/api#too-many-rows' ? new TooManyRows(problem.detail) : new Error(problem.detail);
}

const toIso = (millis) => (millis === null ? null : new Date(millis).toISOString());

/** The parameters of the time range of a view state. */
export const timeParameters = ({ range, from, until }) => (range === 'custom' ? { from: toIso(from), to: toIso(until) } : { last: range, until: toIso(until) });
