// Links to the CSV of each panel.

import { period, url } from './api.js';
import { where } from './area.js';
import { byId } from './dom.js';
import { MOST_CITIES, MOST_RUNS } from './metrics.js';
import { SHOWN, worstMetric } from './ranking.js';

const csv = (path, parameters) => url(path, { ...parameters, format: 'csv' });

/** Sets the links of the panels to their metric, area, cities and range. */
export function linkCsv(state) {
  const { metric, cities: city } = state;
  const range = { ...where(state), ...period(state) };
  const all = csv('top', { n: MOST_CITIES, metric, ...range }); // with populations
  const links = {
    unusual: csv('unusual', where(state)),
    trend: csv('series', { metric, city, ...range }),
    top: state.perCapita ? all : csv('top', { n: SHOWN, metric, ...range }),
    worst: state.perCapita ? all : csv('worst', { n: SHOWN, metric: worstMetric(state), ...range }),
    map: all,
  };
  for (const [panel, href] of Object.entries(links)) byId(`${panel}-csv`).href = href;
}

/** The links of the sections of the data quality panel. */
export function qualityCsv(state) {
  const range = period(state);
  return {
    unresolved: csv('totals', range),
    losses: csv('outages', range),
    gaps: csv('empty-windows', range),
    runs: csv('runs', { limit: MOST_RUNS, ...range }),
  };
}
