// The three metrics and their additivity.

import { t } from './text.js';

export const METRICS = {
  tweets: { id: 'tweets', name: t('tweetsName'), unit: t('tweets'), noun: 'tweet', adds: true },
  retweets: { id: 'retweets', name: t('retweetsName'), unit: t('retweets'), noun: 'retweet', adds: true },
  // Distinct: only the server can combine several windows or cities.
  users: { id: 'users', name: t('usersName'), unit: t('users'), noun: 'activeUser', adds: false },
};

export const RANGES = {
  '1h': { hours: 1, words: t('lastHour') },
  '6h': { hours: 6, words: t('last6Hours') },
  '24h': { hours: 24, words: t('last24Hours') },
};

export const MOST_CITIES = 10_000; // of all, as in the API
export const MOST_RANKED = 2_000; // that are read; of more the first ones by the metric
export const MOST_LIVE = 500; // of which each window of the last hour is read
export const MOST_RUNS = 1_000;

export const ZERO = Object.freeze({ tweets: 0, retweets: 0, users: 0, received: 0 });

export function plus(a, b) {
  return { tweets: a.tweets + b.tweets, retweets: a.retweets + b.retweets, users: a.users + b.users, received: a.received + b.received };
}

/** The newer of two totals of one window and city: totals only grow. */
export function newer(a, b) {
  if (!a) return b;
  return {
    tweets: Math.max(a.tweets, b.tweets),
    retweets: Math.max(a.retweets, b.retweets),
    users: Math.max(a.users, b.users),
    received: Math.max(a.received, b.received),
  };
}

/** Received retweets are those without a city whose original post is of the city; a row of a ranking does not have them. */
export const counts = (row) => ({ tweets: row.tweets, retweets: row.retweets, users: row.users, received: row.received_retweets ?? 0 });
