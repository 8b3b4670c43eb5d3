/** Inputs that several tests of activities share. */
import { fingerprintOf } from '../../../../activities/account/fingerprint';
import type { VerifyInput } from '../../../../activities/contract';
import type { Fingerprint } from '../../../../domain/digest';
import { startInputSchema, type MigrationInput, type StartInput } from '../../../../domain/input';
import { CLONE, MIGRATION, SOURCE, type Bench } from '../../../helpers/activity-bench';
import { OWN_BUSINESS, OWNER } from '../../../helpers/fake-graph';

/** A filled start for the bench's source, to INR, on our line. */
export function startInput(more: Partial<StartInput> = {}): MigrationInput {
  return startInputSchema.parse({
    wabaId: SOURCE,
    targetCurrency: 'INR',
    extendedCreditId: '3001',
    startedBy: 'test',
    ...more,
  });
}

/** The verification of the bench's migration. */
export function verifyInput({ run, graph }: Bench, more: Partial<VerifyInput> = {}): VerifyInput {
  const numbers = graph.accounts.get(SOURCE)!.numbers;
  return {
    run,
    migrationId: MIGRATION,
    destinationWabaId: CLONE,
    targetCurrency: 'INR',
    extendedCreditId: '3001',
    source: {
      name: 'Account 100',
      currency: 'USD',
      ownerBusinessId: OWNER,
      fundedBy: 'our-line',
      portfolios: [OWNER, OWN_BUSINESS],
      numbers: numbers.map(({ id, digits }) => ({ id, digits, status: 'CONNECTED' })),
    },
    approvals: [],
    evidenceNumber: 2,
    ...more,
  };
}

/** The fingerprint of the bench as it stands. */
export function currentFingerprint({ graph }: Bench): Fingerprint {
  const source = graph.accounts.get(SOURCE)!;
  const clone = graph.accounts.get(CLONE)!;
  return fingerprintOf({
    migrationStatus: graph.migrations.get(MIGRATION)!.status,
    cloneId: CLONE,
    cloneCurrency: 'INR',
    clone: clone.waba,
    sourceNumbers: source.numbers,
    cloneNumbers: clone.numbers,
    sourceTemplates: source.templates.length,
    cloneTemplates: clone.templates.length,
    appSubscribed: true,
  });
}

/** What the watch and the cut-over share. */
export function fingerprintInput(bench: Bench) {
  return {
    run: bench.run,
    migrationId: MIGRATION,
    destinationWabaId: CLONE,
    fingerprint: currentFingerprint(bench),
  };
}
