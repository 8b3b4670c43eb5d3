/** What becomes of a held call: its answer is sent, or its connection is cut. */
export type HoldOutcome = 'answer' | 'drop';

/** A call that waits for somebody to release it. */
export interface Hold {
  id: string;
  ruleId: string;
  /** `before`: nothing has happened yet. `after`: the effect has happened, the answer waits. */
  side: 'before' | 'after';
  method: string;
  path: string;
  wabaId: string | null;
  migrationId: string | null;
  /** False once the caller has hung up. */
  callerWaits: boolean;
}

/** The calls that are being held; they live as long as their connections, not longer. */
export interface Holds {
  list(): Hold[];
  wait(hold: Omit<Hold, 'id' | 'callerWaits'>, whenCallerLeaves: (leave: () => void) => void): Promise<HoldOutcome>;
  /** Releases one hold, or all; says how many. */
  release(outcome: HoldOutcome, id?: string): number;
}

/** Makes the waiting room. */
export function createHolds(): Holds {
  const waiting = new Map<string, { hold: Hold; release: (outcome: HoldOutcome) => void }>();
  let nextId = 1;
  return {
    list: () => [...waiting.values()].map(({ hold }) => hold),
    async wait(facts, whenCallerLeaves) {
      const hold: Hold = { id: `hold-${nextId++}`, callerWaits: true, ...facts };
      // A hold stays listed after its caller has died: that it was reached is what a test wants to know.
      whenCallerLeaves(() => {
        hold.callerWaits = false;
      });
      return new Promise((resolve) => waiting.set(hold.id, { hold, release: resolve }));
    },
    release(outcome, id) {
      const chosen = [...waiting.values()].filter(({ hold }) => id === undefined || hold.id === id);
      for (const { hold, release } of chosen) {
        waiting.delete(hold.id);
        release(outcome);
      }
      return chosen.length;
    },
  };
}
