// Formats of numbers and times.

const whole = new Intl.NumberFormat('en-CA');
const percent = new Intl.NumberFormat('en-CA', { style: 'percent', maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat('en-CA', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const seconds = new Intl.DateTimeFormat('en-CA', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat('en-CA', { day: 'numeric', month: 'short', year: 'numeric' });

const compact = new Intl.NumberFormat('en-CA', { notation: 'compact' });

/** For an axis: 2,500 in full, 25K short. */
export const axis = (value) => (value < 10_000 ? whole : compact).format(value);
export const number = (value) => whole.format(value);
export const share = (value) => percent.format(value);
export const time = (millis) => clock.format(millis);
export const timeWithSeconds = (millis) => seconds.format(millis);
export const date = (millis) => day.format(millis);

/** A number of users {users, error}: exact, estimated, or, with an error of null, a lower bound. */
export function people({ users, error }) {
  if (error === null) return `≥ ${number(users)}`;
  return error > 0 ? `≈ ${number(users)}` : number(users);
}

/** The error of an estimate, either way. */
export const margin = ({ error }) => (error > 0 ? `± ${percent.format(error).replace('%', ' %')}` : '');

/** A span of windows, such as 14:00–14:05. */
export const span = (from, to) => `${time(from)}–${time(to)}`;

/** A day and a time. */
export const moment = (millis) => `${date(millis)}, ${time(millis)}`;

/** A duration in the largest unit that fits. */
export function ago(millis) {
  const s = Math.max(0, Math.round(millis / 1000));
  if (s < 90) return `${s} s`;
  if (s < 5400) return `${Math.round(s / 60)} min`;
  return `${Math.round(s / 3600)} h`;
}

/** The time zone of all times shown, such as UTC−5. */
export function zone(millis) {
  const minutes = -new Date(millis).getTimezoneOffset();
  if (minutes === 0) return 'UTC';
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest ? ':' + String(rest).padStart(2, '0') : ''}`;
}

/** The first part of a name such as “Montréal, Québec”. */
export const shortName = (name) => name.split(',')[0];

export const plural = (count, one, many) => `${number(count)} ${count === 1 ? one : many}`;
