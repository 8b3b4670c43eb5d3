/** The `npm start` that runs on a state folder: what it leaves there for commands in the same folder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What `npm start` leaves in its state folder, so that commands in the same folder find its servers. */
export const localSessionSchema = z.object({
  /** Process id of `npm start`; the file counts only while that process lives. */
  pid: z.number().int().positive(),
  temporalAddress: z.string(),
  namespace: z.string(),
  temporalUiUrl: z.string(),
  simulatorUrl: z.string().nullable(),
});
/** See {@link localSessionSchema}. */
export type LocalSession = z.infer<typeof localSessionSchema>;

/** The path of the {@link LocalSession} of a state folder. */
export const localSessionPath = (stateDir: string): string => join(stateDir, 'dev.json');

/** Whether a process with this id exists, no matter whose. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The `npm start` that runs on this state folder now, or undefined. */
export function readLocalSession(stateDir: string): LocalSession | undefined {
  try {
    const parsed = localSessionSchema.safeParse(JSON.parse(readFileSync(localSessionPath(stateDir), 'utf8')));
    return parsed.success && isProcessAlive(parsed.data.pid) ? parsed.data : undefined;
  } catch {
    return undefined; // absent, or half of an older format: no session
  }
}
