/** Moments and spans in words. Times are in the reader's own zone; the exact one, with UTC, is a hover away. */

const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 86_400;

/** How long ago or ahead a moment is: "just now", "5 min ago", "in 3 h", "12 days ago". */
export function relativeTime(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1_000;
  const size = Math.abs(seconds);
  if (size < 45) return seconds > 5 ? 'in under a minute' : 'just now';
  const words = roughSpan(size);
  return seconds < 0 ? `${words} ago` : `in ${words}`;
}

/** A span by its largest unit. */
function roughSpan(seconds: number): string {
  if (seconds < HOUR_S - 30) return `${Math.round(seconds / MINUTE_S) || 1} min`;
  if (seconds < DAY_S - HOUR_S / 2) return `${Math.round(seconds / HOUR_S)} h`;
  const days = Math.round(seconds / DAY_S);
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}

/** How long something took or takes, by its two largest units: "42 s", "3 min 10 s", "2 h 5 min", "3 days 4 h". */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < MINUTE_S) return `${seconds} s`;
  if (seconds < HOUR_S) return two(seconds, MINUTE_S, 'min', 1, 's');
  if (seconds < DAY_S) return two(seconds, HOUR_S, 'h', MINUTE_S, 'min');
  return two(seconds, DAY_S, seconds < 2 * DAY_S ? 'day' : 'days', HOUR_S, 'h');
}

function two(seconds: number, unit: number, name: string, rest: number, restName: string): string {
  const left = Math.floor((seconds % unit) / rest);
  return `${Math.floor(seconds / unit)} ${name}${left === 0 ? '' : ` ${left} ${restName}`}`;
}

/** A moment as a clock shows it: the time alone on the same day, with the date otherwise. */
export function clockTime(at: Date, now: Date, options: { readonly timeZone?: string } = {}): string {
  const format = (more: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-GB', { ...options, ...more }).format(at);
  const day = (date: Date): string => new Intl.DateTimeFormat('en-CA', options).format(date);
  const time = format({ hour: '2-digit', minute: '2-digit', hour12: false });
  if (day(at) === day(now)) return time;
  const year = at.getUTCFullYear() === now.getUTCFullYear() ? {} : ({ year: 'numeric' } as const);
  return `${format({ day: 'numeric', month: 'short', ...year })}, ${time}`;
}

/** A moment to the second, in the reader's zone and in UTC: what shows on hover. */
export function exactTime(at: Date, options: { readonly timeZone?: string } = {}): string {
  const format = (zone: { readonly timeZone?: string }): string =>
    new Intl.DateTimeFormat('en-GB', {
      ...{ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' },
      hour12: false,
      timeZoneName: 'short',
      ...zone,
    }).format(at);
  const [here, utc] = [format(options), format({ timeZone: 'UTC' })];
  return here === utc ? utc : `${here}\n${utc}`;
}

/** Whole days from today until the end of a day of the calendar, as ISO date; negative once it is over. */
export function daysLeft(lastDay: string, now: Date): number {
  return Math.floor((Date.parse(`${lastDay}T00:00:00Z`) + DAY_S * 1_000 - now.getTime()) / (DAY_S * 1_000));
}

/** A day of the calendar in words: "31 Dec 2026". */
export const dayInWords = (isoDate: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${isoDate}T00:00:00Z`),
  );
