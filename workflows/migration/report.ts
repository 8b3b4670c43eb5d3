/** The report as it grows: checks of three stages, waivers that hold for one finding only. Pure functions. */
import { overallVerdict, type Check, type CheckName, type CheckStage } from '../../domain/checks';
import type { VerifyResult } from '../../activities/contract';
import type { IdMap, NumberOutcome, Report } from '../../domain/state';

/** A person's word that a finding may stand. It holds for that finding, not for another one of the same check. */
export interface Waiver {
  readonly by: string;
  readonly reason: string;
  readonly finding: string;
}

/** What was found, without the sentence about it: a waiver holds while this stays the same. */
export function findingOf(check: Check): string {
  return JSON.stringify([check.result, Object.entries(check.counts).sort(), [...check.samples].sort()]);
}

/** Puts the checks of one stage in place of that stage's earlier ones; others are kept. */
export function withStage(checks: readonly Check[], stage: CheckStage, made: readonly Check[]): Check[] {
  return [...checks.filter((check) => check.stage !== stage), ...made];
}

/** Marks the checks whose finding a person waived. */
export function applyWaivers(checks: readonly Check[], waivers: ReadonlyMap<CheckName, Waiver>): Check[] {
  return checks.map((check) => ({
    ...check,
    waived: check.verdict !== 'pass' && waivers.get(check.name)?.finding === findingOf(check),
  }));
}

/** Composes the report from what is known so far. */
export function composeReport(parts: {
  checks: readonly Check[];
  wabaId: string;
  destinationWabaId: string | null;
  verification: VerifyResult | null;
  evidencePath: string | null;
}): Report {
  const idMap: IdMap = parts.verification?.idMap ?? {
    waba: { source: parts.wabaId, clone: parts.destinationWabaId },
    phones: [],
    templates: { count: 0 },
    flows: { count: 0 },
    evidencePath: parts.evidencePath,
  };
  return {
    digest: parts.verification?.digest ?? null,
    verdict: overallVerdict(parts.checks),
    checks: parts.checks.map((check) => ({ ...check, counts: { ...check.counts }, samples: [...check.samples] })),
    differences: [...(parts.verification?.differences ?? [])],
    idMap,
  };
}

/** Fills the new ids of numbers into an id map, once the numbers have moved. */
export function withMovedNumbers(idMap: IdMap, numbers: readonly NumberOutcome[]): IdMap {
  const moved = new Map(numbers.map((number) => [number.digits, number.cloneId]));
  return {
    ...idMap,
    phones: idMap.phones.map((phone) => ({ ...phone, cloneId: moved.get(phone.digits) ?? phone.cloneId })),
  };
}
