// The measure for the comparison of cities: a metric, or a metric per 100,000 inhabitants.

import { estimatePrefix, formatNumber, formatRate, formatUserCount } from './format.js';
import { METRICS } from './metrics.js';
import { t } from './text.js';

export const INHABITANTS = 100_000;

/** The source of the populations of a country. */
export const populationSource = (country) => t(country === 'CA' ? 'census' : 'geoNames');

/** The value of a city, its text and its unit; per 100,000 inhabitants, only cities with a known population have a value. */
export function createMeasure(id, perCapita) {
  const { unit } = METRICS[id];
  if (!perCapita) {
    return { id, unit, perCapita, hasValue: () => true, getValue: (city) => city[id], formatValue: (city) => (id === 'users' ? formatUserCount(city.estimate) : formatNumber(city[id])) };
  }
  const getValue = (city) => (city[id] / city.population) * INHABITANTS;
  return {
    id, unit: t('perInhabitants', unit, formatNumber(INHABITANTS)), perCapita, hasValue: ({ population }) => population !== null, getValue,
    formatValue: (city) => `${id === 'users' ? estimatePrefix(city.estimate) : ''}${formatRate(getValue(city))}`,
  };
}
