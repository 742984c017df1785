// The three metrics and their additivity.

import { t } from './text.js';

export const METRICS = {
  tweets: { id: 'tweets', name: t('tweetsName'), unit: t('tweets'), noun: 'tweet', isAdditive: true },
  retweets: { id: 'retweets', name: t('retweetsName'), unit: t('retweets'), noun: 'retweet', isAdditive: true },
  // Distinct count: only the server can combine several windows or cities.
  users: { id: 'users', name: t('usersName'), unit: t('users'), noun: 'activeUser', isAdditive: false },
};

export const RANGES = {
  '1h': { hours: 1, label: t('lastHour') },
  '6h': { hours: 6, label: t('last6Hours') },
  '24h': { hours: 24, label: t('last24Hours') },
};

export const MAX_CITIES = 10_000; // maximum of the API
export const MAX_RANKED_CITIES = 2_000; // maximum of a ranking: the highest by the metric
export const MAX_LIVE_CITIES = 500; // maximum for fetching each window of the last hour
export const MAX_RUNS = 1_000;

export const ZERO = Object.freeze({ tweets: 0, retweets: 0, users: 0, received: 0 });

export function addCounts(a, b) {
  return { tweets: a.tweets + b.tweets, retweets: a.retweets + b.retweets, users: a.users + b.users, received: a.received + b.received };
}

/** The newer of two counts of a window and city: counts only increase. */
export function maxCounts(a, b) {
  if (!a) return b;
  return {
    tweets: Math.max(a.tweets, b.tweets),
    retweets: Math.max(a.retweets, b.retweets),
    users: Math.max(a.users, b.users),
    received: Math.max(a.received, b.received),
  };
}

/** Counts of a row; received retweets have no city, but an original post of the city, and are absent from rankings. */
export const toCounts = (row) => ({ tweets: row.tweets, retweets: row.retweets, users: row.users, received: row.received_retweets ?? 0 });
