import { z } from 'zod';

/** What a call (or the clock) changed, with the ids of what it changed. */
export type Effect =
  | {
      kind: 'initiated';
      migrationId: string;
      sourceWabaId: string;
      destinationWabaId?: string;
      currency: string;
      extendedCreditId: string | null;
    }
  | { kind: 'resume-accepted'; migrationId: string; statusBefore: string }
  | { kind: 'numbers-moved'; migrationId: string; from: string; to: string; numbers: MovedNumber[] }
  | ({ kind: 'shared' } & AllocationIds)
  | ({ kind: 'attached'; wabaId: string } & AllocationIds)
  /** `created` is false where the business had the record already and only the account is new. */
  | ({ kind: 'shared-and-attached'; wabaId: string; created: boolean } & AllocationIds)
  /** `wabaIds` are the accounts that it paid for until now. */
  | ({ kind: 'allocation-deleted'; wabaIds: string[] } & AllocationIds)
  | { kind: 'app-subscribed'; wabaId: string; appId: string; overrideCallbackUri: string | null }
  | { kind: 'app-unsubscribed'; wabaId: string; appId: string }
  | { kind: 'user-assigned'; wabaId: string; userId: string; tasks: string[] }
  | { kind: 'user-removed'; wabaId: string; userId: string }
  | { kind: 'message-accepted'; wabaId: string; phoneNumberId: string; messageId: string };

export type EffectKind = Effect['kind'];

/** A sharing record, its line, and the portfolio that the line is shared with. */
interface AllocationIds {
  allocationId: string;
  lineId: string;
  businessId: string;
}

/** A number that went from one account to another; the ids differ only where the switch `phoneIds` says so. */
export interface MovedNumber {
  digits: string;
  sourceId: string;
  cloneId: string;
}

/** One call to the Graph API, or one thing that the clock did (`method` CLOCK). */
export interface JournalEntry {
  seq: number;
  /** Simulated time, ISO 8601. */
  at: string;
  /** Real time of writing, ISO 8601: comparable with what the caller logged, whatever the speed. */
  wallAt: string;
  method: string;
  /** Without version, query and token. */
  path: string;
  wabaId: string | null;
  migrationId: string | null;
  /** Calls on a line or a sharing record only: the line, and the portfolio that it is shared with where that is known. */
  lineId?: string;
  businessId?: string | null;
  /** Name of the token; null where none or an unknown one was sent. */
  tokenRef: string | null;
  /** HTTP status of the answer; null where none was sent, and for the clock. */
  status: number | null;
  fault: string | null;
  effect: Effect | null;
  /** The migration status that the caller was shown. */
  shown?: string;
  /** Names of what a write was sent, query and body together; the values are nobody's business. */
  parameters?: string[];
  /** The refusal that the caller was shown: its code, whether Graph called it transient, and when access returns. */
  code?: number;
  isTransient?: boolean;
  regainMinutes?: number;
}

/** Only what the file needs to be believed: entries are written by this program alone. */
export const storedJournalSchema = z.array(
  z.looseObject({ seq: z.number(), at: z.string(), method: z.string(), path: z.string() }),
);

/** The record of everything that reached the simulator. */
export interface Journal {
  entries(): JournalEntry[];
  append(entry: Omit<JournalEntry, 'seq' | 'wallAt'>): JournalEntry;
}

/** Makes the journal, going on after the entries of an earlier process. */
export function createJournal(earlier: JournalEntry[], realNow: () => number): Journal {
  const entries = [...earlier];
  return {
    entries: () => entries,
    append(entry) {
      const whole = { seq: (entries.at(-1)?.seq ?? 0) + 1, wallAt: new Date(realNow()).toISOString(), ...entry };
      entries.push(whole);
      return whole;
    },
  };
}
