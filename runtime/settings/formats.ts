/** How settings are written: addresses, URLs and flags, each with the words for one that is wrong. */
import { z } from 'zod';

/** `http://…` or `https://…`, without the slashes at its end. */
export const httpUrl = z
  .url({ protocol: /^https?$/, error: 'is not an http(s) URL; write one like https://example.com' })
  .transform((url) => url.replace(/\/+$/, ''));

/** `host:port`; an IPv6 address stands in brackets. */
export const hostPort = z
  .string()
  .regex(/^[^\s/:]+:\d{1,5}$|^\[[0-9a-fA-F:]+\]:\d{1,5}$/, 'write host:port, as in localhost:7233');

/** `true` or `false`. */
export const trueOrFalse = z.enum(['true', 'false'], 'write true or false').transform((text) => text === 'true');
