/** Where a process that serves HTTP listens. */
import { z } from 'zod';

/** An address of this machine, or a host name of it. */
export const hostSchema = z.string().regex(/^[\w.:-]{1,253}$/, 'write an address or a host name, as in 127.0.0.1');

/** A port; 0 takes a free one. */
export const portSchema = z
  .string()
  .regex(/^\d{1,5}$/, 'write a port, as in 3000')
  .transform(Number)
  .refine((port) => port <= 65_535, 'is over 65535; write a port, as in 3000');
