/** What an examination finds: one finding per thing, always all of them, each with its fix where it is not well. */
import { isWabaMigrationsError } from '../errors';

/** How a thing was found: `warn` works now and is worth a look, `fail` keeps runs from moving. */
export const FINDING_STATUSES = ['ok', 'warn', 'fail'] as const;
/** How a thing was found. */
export type FindingStatus = (typeof FINDING_STATUSES)[number];

/** What was found of one thing. */
export interface Finding<Name extends string = string> {
  readonly name: Name;
  readonly status: FindingStatus;
  /** What was seen. */
  readonly found: string;
  /** What to do about it; null where nothing needs doing. */
  readonly fix: string | null;
}

/** A finding that is well. */
export const well = <N extends string>(name: N, found: string): Finding<N> => ({
  name,
  status: 'ok',
  found,
  fix: null,
});

/** A finding that is not well. */
export const unwell = <N extends string>(
  name: N,
  status: 'warn' | 'fail',
  found: string,
  fix: string | null,
): Finding<N> => ({ name, status, found, fix });

/** What could not be looked at, because something that it rests on is not well. */
export const notLookedAt = <N extends string>(
  name: N,
  because: string,
  fix = 'Mend that first, and look again.',
): Finding<N> => unwell(name, 'warn', `not looked at: ${because}`, fix);

/** Looks; an error of the client becomes a finding that fails, with the error's own fix. Throws any other. */
export async function lookAt<N extends string>(name: N, look: () => Promise<Finding<N> | string>): Promise<Finding<N>> {
  try {
    const found = await look();
    return typeof found === 'string' ? well(name, found) : found;
  } catch (error) {
    if (!isWabaMigrationsError(error)) throw error;
    return unwell(name, 'fail', error.message, error.fix);
  }
}
