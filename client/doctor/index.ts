/** `examine`: everything that runs need outside this process, looked at from here. The machine itself: `examine-host`. */
import type { TokenFacts } from '../../domain/credit/questions';
import type { TokenChoice, WabaMigrations } from '../migrations';
import type { Calls } from '../temporal/calls';
import { examineTemporal, withoutTemporal, TEMPORAL_FINDINGS } from './examine-temporal';
import { examineToken, TOKEN_FINDINGS, withoutGraph } from './examine-token';
import { notLookedAt, unwell, well, type Finding } from './findings';

export { examineEvidence, examineNode } from './examine-host';
export { unwell, type Finding, type FindingStatus } from './findings';

/** What {@link examine} looks at, in this order. */
export const FINDINGS = [...TEMPORAL_FINDINGS, ...TOKEN_FINDINGS] as const;
/** The name of a finding of {@link examine}. */
export type FindingName = (typeof FINDINGS)[number];

/** Without these nobody can ask Meta. */
const NEEDED_TO_ASK: readonly FindingName[] = ['temporal', 'namespace', 'workflow-workers', 'activity-workers'];

/**
 * Looks at Temporal and, through a worker, at Meta and the token. Never throws an error of the client. Ends within a
 * minute and a half: Temporal is given the limit of `calls` for each look, a worker the minute that it gives Meta.
 */
export async function examine(
  calls: Calls,
  readToken: () => Promise<TokenFacts>,
  now: Date,
): Promise<readonly Finding<FindingName>[]> {
  const temporal = await examineTemporal(calls, now);
  const inTheWay = temporal.find(({ name, status }) => NEEDED_TO_ASK.includes(name) && status === 'fail');
  const token =
    inTheWay === undefined
      ? await examineToken(readToken, now)
      : withoutGraph(`nobody can be asked (${inTheWay.name})`);
  return [...temporal, ...token];
}

/** A client that looks for itself. */
export interface Examiner {
  examine(choice?: TokenChoice): Promise<readonly Finding<FindingName>[]>;
}

/** What a client finds; one that goes over the API asks it whether it is ready, and sees no more than that. */
export async function examineThrough(
  migrations: WabaMigrations | (WabaMigrations & Examiner),
  choice: TokenChoice,
): Promise<readonly Finding<FindingName>[]> {
  if ('examine' in migrations) return migrations.examine(choice);
  const { checks } = await migrations.readiness();
  return FINDINGS.map((name) => {
    const check = checks.find((one) => one.name === name);
    if (check === undefined)
      return notLookedAt(name, 'this client reaches the API only', 'Look from where Temporal is reached.');
    return check.ok ? well(name, check.detail) : unwell(name, 'fail', check.detail, null);
  });
}

/** The findings where Temporal cannot even be connected to: `temporal` is the one that says so. */
export function withoutConnection(temporal: Finding<'temporal'>): readonly Finding<FindingName>[] {
  return [temporal, ...withoutTemporal(temporal.found), ...withoutGraph(temporal.found)];
}
