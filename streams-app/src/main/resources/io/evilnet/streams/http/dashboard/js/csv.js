// Links to the CSV of each panel.

import { queryUrl, timeParameters } from './api.js';
import { areaParameters } from './area.js';
import { byId } from './dom.js';
import { MAX_CITIES, MAX_RUNS } from './metrics.js';
import { DISPLAYED_RANKS, worstMetric } from './ranking.js';

const csvUrl = (path, parameters) => queryUrl(path, { ...parameters, format: 'csv' });

/** Sets the links of the panels to their metric, area, cities and range. */
export function updateCsvLinks(state) {
  const { metric, cities: city } = state;
  const range = { ...areaParameters(state), ...timeParameters(state) };
  const allCities = csvUrl('top', { n: MAX_CITIES, metric, ...range }); // with populations
  const links = {
    unusual: csvUrl('unusual', areaParameters(state)),
    trend: csvUrl('series', { metric, city, ...range }),
    top: state.perCapita ? allCities : csvUrl('top', { n: DISPLAYED_RANKS, metric, ...range }),
    worst: state.perCapita ? allCities : csvUrl('worst', { n: DISPLAYED_RANKS, metric: worstMetric(state), ...range }),
    map: allCities,
  };
  for (const [panel, href] of Object.entries(links)) byId(`${panel}-csv`).href = href;
}

/** The links of the sections of the data quality panel. */
export function qualityCsvUrls(state) {
  const range = timeParameters(state);
  return {
    unresolved: csvUrl('totals', range),
    outages: csvUrl('outages', range),
    emptyWindows: csvUrl('empty-windows', range),
    runs: csvUrl('runs', { limit: MAX_RUNS, ...range }),
  };
}
