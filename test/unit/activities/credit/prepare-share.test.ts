/** What a migration starts the share of its clone with. */
import { createHash } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';
import { shareIdentity } from '../../../../domain/credit/input';
import type { Bench } from '../../../helpers/activity-bench';
import { OWNER } from '../../../helpers/fake-graph';
import { createCreditBench, LINE, shareInput, WABA } from './bench';

const parts = {
  businessId: OWNER,
  wabaId: WABA,
  currency: 'INR',
  extendedCreditId: LINE,
  method: 'attach' as const,
  tokenRef: 'default',
  customerTokenRef: null,
  startedBy: 'migrate-waba/100',
};

/** The input of a migration's run. */
const askedBy = ({ run }: Bench) => ({ run, ...parts });

test('fills the input as a start from outside would, and calls nobody', async () => {
  const bench = createCreditBench();
  const { input } = await bench.call('prepareShare', askedBy(bench));
  expect(input).toEqual(shareInput({ currency: 'INR', extendedCreditId: LINE, startedBy: 'migrate-waba/100' }));
  expect(bench.graph.calls).toEqual([]);
});

test('hashes what is asked and not who asks, over canonical JSON', async () => {
  const bench = createCreditBench();
  const { input, inputDigest } = await bench.call('prepareShare', askedBy(bench));
  const expected = createHash('sha256').update(canonicalize(shareIdentity(input)));
  expect(inputDigest).toBe(expected.digest('hex'));
  const another = await bench.call('prepareShare', { ...askedBy(bench), startedBy: 'somebody else' });
  expect(another.inputDigest).toBe(inputDigest);
  const dearer = await bench.call('prepareShare', { ...askedBy(bench), currency: 'BRL' });
  expect(dearer.inputDigest).not.toBe(inputDigest);
});

test("carries the customer's token reference, and refuses share-then-attach without one", async () => {
  const bench = createCreditBench();
  const then = { ...askedBy(bench), method: 'share-then-attach' as const };
  const { input } = await bench.call('prepareShare', { ...then, customerTokenRef: 'acme' });
  expect(input).toMatchObject({ method: 'share-then-attach', customerTokenRef: 'acme' });
  const failure = await bench.failing('prepareShare', then);
  expect(failure).toMatchObject({ type: 'InvalidInput', nonRetryable: true });
  expect(failure.message).toContain('customerTokenRef');
});

test('is refused to a migration that was reset: the share that follows would write', async () => {
  const bench = createCreditBench();
  const asked = { ...askedBy(bench), run: { ...bench.run, assessedRunId: 'another-run' } };
  expect(await bench.failing('prepareShare', asked)).toMatchObject({ type: 'RunWasReset' });
});
