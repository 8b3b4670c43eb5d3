/** The address of an API. */
import { z } from 'zod';

/** An http(s) URL, without a slash at the end; no user, query or fragment, which would get lost or into logs. */
export const baseUrlSchema = z
  .url({ protocol: /^https?$/, error: 'write an http(s) address, as in https://migrations.example' })
  .pipe(z.string().refine(isBare, 'write the address alone, without user, query and fragment'))
  .transform((text) => text.replace(/\/+$/, ''));

function isBare(text: string): boolean {
  const { username, password, search, hash } = new URL(text);
  return `${username}${password}${search}${hash}` === '';
}
