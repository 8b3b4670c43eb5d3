import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';

import type { ClockReading } from './clock';
import type { StoredFaults } from './fault-rules';
import { storedFaultsSchema } from './fault-rules';
import type { JournalEntry } from './journal';
import { storedJournalSchema } from './journal';
import type { State } from './state';
import { stateSchema } from './state';

const writeDelayMs = 250;

const savedSchema = z.strictObject({
  clock: z.strictObject({ simulatedMs: z.number(), realMs: z.number() }),
  state: stateSchema,
  faults: storedFaultsSchema,
  journal: storedJournalSchema,
});

/** Everything that survives a restart. */
export interface Saved {
  clock: ClockReading;
  state: State;
  faults: StoredFaults;
  journal: JournalEntry[];
}

/** A state file that exists and cannot be believed. */
export class StateFileError extends Error {
  override readonly name = 'StateFileError';
}

/** Reads the file; undefined where there is none yet. Throws `StateFileError` where it is damaged. */
export function readSaved(path: string): Saved | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const saved = savedSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    // Entries were written by this program; the schema looks at their frame only.
    return { ...saved, journal: saved.journal as unknown as JournalEntry[] };
  } catch (error) {
    const fix = 'delete the file to start anew';
    throw new StateFileError(
      `the simulator's state file ${path} cannot be read, is damaged or from another version; ${fix}`,
      {
        cause: error,
      },
    );
  }
}

/** Writes the file a moment after a change, so that a burst of calls costs one write. */
export interface Saver {
  soon(): void;
  now(): void;
}

/** Makes the saver; without a path it does nothing. */
export function createSaver(path: string | undefined, snapshot: () => Saved): Saver {
  let timer: NodeJS.Timeout | undefined;
  if (path !== undefined) mkdirSync(dirname(path), { recursive: true });
  const now = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (path !== undefined) writeFileAtomic.sync(path, JSON.stringify(snapshot()));
  };
  return {
    now,
    soon() {
      if (path === undefined || timer) return;
      timer = setTimeout(now, writeDelayMs);
      timer.unref();
    },
  };
}
