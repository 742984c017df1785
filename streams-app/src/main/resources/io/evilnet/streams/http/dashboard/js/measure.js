// The measure by which cities are compared: a metric, or a metric per 100,000 inhabitants.

import { number, people, rate, sign } from './format.js';
import { METRICS } from './metrics.js';
import { t } from './text.js';

export const INHABITANTS = 100_000;

/** The source of the populations of a country. */
export const source = (country) => t(country === 'CA' ? 'census' : 'geoNames');

/** The value of a city, its text and its unit; per 100,000 inhabitants, only cities with a known population have a value. */
export function measure(id, perCapita) {
  const { unit } = METRICS[id];
  if (!perCapita) {
    return { id, unit, perCapita, has: () => true, of: (city) => city[id], text: (city) => (id === 'users' ? people(city.people) : number(city[id])) };
  }
  const of = (city) => (city[id] / city.population) * INHABITANTS;
  return {
    id, unit: t('perInhabitants', unit, number(INHABITANTS)), perCapita, has: ({ population }) => population !== null, of,
    text: (city) => `${id === 'users' ? sign(city.people) : ''}${rate(of(city))}`,
  };
}
