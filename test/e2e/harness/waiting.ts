/** Waiting for a run to be in a phase, however long two busy cores take; nothing is measured by it. */
import { until } from './until';

const PATIENCE_MS = 90_000;

/** What a wait may add. */
export interface WaitFor<S> {
  readonly timeoutMs?: number | undefined;
  /** What must hold besides the phase. */
  readonly where?: ((state: S) => boolean) | undefined;
}

/** Whose run, how to look at it, and what to say when it never comes. */
export interface Waiting<S> {
  readonly who: string;
  look(): Promise<S>;
  isTerminal(state: S): boolean;
  describe(last: S | undefined): string;
}

/** Looks until the run is in one of the phases; throws as soon as it has ended in another. */
export async function waitUntilIn<S extends { readonly phase: string }>(
  { who, look, isTerminal, describe }: Waiting<S>,
  phase: S['phase'] | readonly S['phase'][],
  { timeoutMs = PATIENCE_MS, where = () => true }: WaitFor<S> = {},
): Promise<S> {
  const phases: readonly string[] = typeof phase === 'string' ? [phase] : phase;
  const wanted = phases.join(' or ');
  let last: S | undefined;
  return until(
    `${who} in ${wanted}`,
    timeoutMs,
    async () => {
      try {
        last = await look();
      } catch {
        return undefined; // the server or the worker may be dead on purpose
      }
      if (phases.includes(last.phase) && where(last)) return last;
      if (!isTerminal(last)) return undefined;
      throw new Error(`${who} ended as ${last.phase} instead of ${wanted}\n${describe(last)}`);
    },
    () => describe(last),
  );
}
