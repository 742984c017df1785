// Formats numbers and times.

import { locale, noun } from './text.js';

const integerFormat = new Intl.NumberFormat(locale);
const decimalFormat = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
const rateFormat = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
const percentFormat = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });

let isUtc = false;
let timeFormats = null;

/** Sets the time zone of all formatted times: UTC, or that of the device. */
export function setUtc(isEnabled) {
  isUtc = isEnabled;
  const createFormat = (options) => new Intl.DateTimeFormat(locale, { ...options, timeZone: isUtc ? 'UTC' : undefined });
  const clockOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  timeFormats = {
    time: createFormat(clockOptions),
    seconds: createFormat({ ...clockOptions, second: '2-digit' }),
    day: createFormat({ day: 'numeric', month: 'short' }),
    date: createFormat({ day: 'numeric', month: 'short', year: 'numeric' }),
  };
}
setUtc(false);

/** UTC minus the formatted time, in milliseconds. */
export const zoneOffset = (millis) => (isUtc ? 0 : new Date(millis).getTimezoneOffset() * 60_000);

const compactFormat = new Intl.NumberFormat(locale, { notation: 'compact' });

/** An axis label: 2,500 in full, 25K abbreviated. */
export const formatAxisValue = (value) => (value < 10_000 ? integerFormat : compactFormat).format(value);
/** A rate; small ones have three digits. */
export const formatRate = (value) => (value < 100 ? rateFormat.format(value) : formatNumber(Math.round(value)));
export const formatDecimal = (value) => decimalFormat.format(value);
export const formatNumber = (value) => integerFormat.format(value);
export const formatPercent = (value) => percentFormat.format(value);
export const formatTime = (millis) => timeFormats.time.format(millis).replaceAll(' ', '\u00a0'); // 14 h 05 in French
export const formatTimeWithSeconds = (millis) => timeFormats.seconds.format(millis);
export const formatDay = (millis) => timeFormats.day.format(millis);
const formatDate = (millis) => timeFormats.date.format(millis);
const isSameDay = (a, b) => formatDate(a) === formatDate(b);
export const isToday = (millis) => isSameDay(millis, Date.now());

/** A time, with its date unless that is today. */
export const formatShortDateTime = (millis) => (isToday(millis) ? formatTime(millis) : `${formatDay(millis)}, ${formatTime(millis)}`);

/** A number of users {users, error}: exact, estimated, or, with an error of null, a lower bound. */
export const formatUserCount = (estimate) => estimatePrefix(estimate) + formatNumber(estimate.users);

/** The prefix of a number of users: for an estimate, for a lower bound, or none. */
export const estimatePrefix = ({ error }) => (error === null ? '≥ ' : error > 0 ? '≈ ' : '');

/** The error of an estimate in both directions, or none. */
export const formatErrorMargin = ({ error }) => (error > 0 ? `± ${percentFormat.format(error).replace(/\s*%/, '\u00a0%')}` : '');

/** A time span such as 14:00–14:05, with its dates unless that is today. */
export const formatInterval = (from, to) => (isSameDay(from, to - 1) ? `${formatShortDateTime(from)}–${formatTime(to)}` : `${formatDay(from)}, ${formatTime(from)} – ${formatDay(to)}, ${formatTime(to)}`);

/** A date and a time. */
export const formatDateTime = (millis) => `${formatDate(millis)}, ${formatTime(millis)}`;

/** A duration such as 55 min or 23 h 10 min. */
export function formatDuration(millis) {
  const minutes = Math.round(millis / 60_000);
  const remainder = minutes % 60 ? `${minutes % 60} min` : '';
  return minutes < 60 ? `${minutes} min` : `${formatNumber(Math.floor(minutes / 60))} h ${remainder}`.trim();
}

/** A duration in the largest suitable unit. */
export function formatAge(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 90) return `${seconds} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

/** The time zone of all formatted times, such as UTC−5. */
export function formatTimeZone(millis) {
  const minutes = -zoneOffset(millis) / 60_000;
  if (minutes === 0) return 'UTC';
  const hours = Math.floor(Math.abs(minutes) / 60);
  const remainder = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${remainder ? ':' + String(remainder).padStart(2, '0') : ''}`;
}

/** The first part of a name such as “Montréal, Québec”. */
export const shortName = (name) => name.split(',')[0];

/** A name in Unicode directional isolates, for text without elements. */
export const isolateText = (name) => `\u2068${name}\u2069`;

/** A number with its noun. */
export const plural = (count, key) => `${formatNumber(count)} ${noun(key, count)}`;
