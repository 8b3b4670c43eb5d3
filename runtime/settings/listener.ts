/** Settings of a process that answers browsers, as the API and the codec server do: where it listens, and its sessions. */
import { z } from 'zod';

/** What such a process needs beside its port, whose name is its own. */
export interface ListenerSettings {
  /** The address to listen on. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Encrypts session cookies, the same for all API processes; undefined for one that is random per process. */
  readonly sessionSecret: string | undefined;
}

/** An address of this machine, or a host name of it. */
const host = z.string().regex(/^[\w.:-]{1,253}$/, 'write an address or a host name, as in 127.0.0.1');

/** A port; 0 takes a free one. */
export const portSchema = z
  .string()
  .regex(/^\d{1,5}$/, 'write a port, as in 3000')
  .transform(Number)
  .refine((port) => port <= 65_535, 'is over 65535; write a port, as in 3000');

/** The variables, for the table of such a process; its port has a name of its own there. */
export const listenerVariables = {
  HOST: host.default('127.0.0.1'),
  SESSION_SECRET: z.string().optional(),
};
