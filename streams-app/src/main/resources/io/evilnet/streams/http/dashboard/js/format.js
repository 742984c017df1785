// Formats of numbers and times.

import { locale, noun } from './text.js';

const whole = new Intl.NumberFormat(locale);
const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
const digits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });

let utc = false;
let formats = null;

/** Sets the time zone of all formatted times: UTC, or that of the device. */
export function useUtc(chosen) {
  utc = chosen;
  const of = (options) => new Intl.DateTimeFormat(locale, { ...options, timeZone: utc ? 'UTC' : undefined });
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  formats = {
    time: of(clock),
    seconds: of({ ...clock, second: '2-digit' }),
    day: of({ day: 'numeric', month: 'short' }),
    date: of({ day: 'numeric', month: 'short', year: 'numeric' }),
  };
}
useUtc(false);

/** UTC minus the formatted time, in milliseconds. */
export const offset = (millis) => (utc ? 0 : new Date(millis).getTimezoneOffset() * 60_000);

const compact = new Intl.NumberFormat(locale, { notation: 'compact' });

/** An axis label: 2,500 in full, 25K abbreviated. */
export const axis = (value) => (value < 10_000 ? whole : compact).format(value);
/** A rate; small ones have three digits. */
export const rate = (value) => (value < 100 ? digits.format(value) : number(Math.round(value)));
export const decimal = (value) => tenths.format(value);
export const number = (value) => whole.format(value);
export const share = (value) => percent.format(value);
export const time = (millis) => formats.time.format(millis).replaceAll(' ', '\u00a0'); // 14 h 05 in French
export const timeWithSeconds = (millis) => formats.seconds.format(millis);
export const day = (millis) => formats.day.format(millis);
const date = (millis) => formats.date.format(millis);
const isSameDay = (a, b) => date(a) === date(b);
export const isToday = (millis) => isSameDay(millis, Date.now());

/** A time, with its date unless that is today. */
export const when = (millis) => (isToday(millis) ? time(millis) : `${day(millis)}, ${time(millis)}`);

/** A number of users {users, error}: exact, estimated, or, with an error of null, a lower bound. */
export const people = (some) => sign(some) + number(some.users);

/** The prefix of a number of users: for an estimate, for a lower bound, or none. */
export const sign = ({ error }) => (error === null ? '≥ ' : error > 0 ? '≈ ' : '');

/** The error of an estimate in both directions, or none. */
export const margin = ({ error }) => (error > 0 ? `± ${percent.format(error).replace(/\s*%/, '\u00a0%')}` : '');

/** A time span such as 14:00–14:05, with its dates unless that is today. */
export const span = (from, to) => (isSameDay(from, to - 1) ? `${when(from)}–${time(to)}` : `${day(from)}, ${time(from)} – ${day(to)}, ${time(to)}`);

/** A date and a time. */
export const moment = (millis) => `${date(millis)}, ${time(millis)}`;

/** A duration such as 55 min or 23 h 10 min. */
export function duration(millis) {
  const minutes = Math.round(millis / 60_000);
  const rest = minutes % 60 ? `${minutes % 60} min` : '';
  return minutes < 60 ? `${minutes} min` : `${number(Math.floor(minutes / 60))} h ${rest}`.trim();
}

/** A duration in the largest suitable unit. */
export function ago(millis) {
  const s = Math.max(0, Math.round(millis / 1000));
  if (s < 90) return `${s} s`;
  if (s < 5400) return `${Math.round(s / 60)} min`;
  return `${Math.round(s / 3600)} h`;
}

/** The time zone of all formatted times, such as UTC−5. */
export function zone(millis) {
  const minutes = -offset(millis) / 60_000;
  if (minutes === 0) return 'UTC';
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest ? ':' + String(rest).padStart(2, '0') : ''}`;
}

/** The first part of a name such as “Montréal, Québec”. */
export const shortName = (name) => name.split(',')[0];

/** A name in Unicode directional isolates, for text without elements. */
export const isolated = (name) => `\u2068${name}\u2069`;

/** A number with its noun. */
export const plural = (count, key) => `${number(count)} ${noun(key, count)}`;
