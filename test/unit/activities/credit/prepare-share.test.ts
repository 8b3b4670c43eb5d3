/** What a migration starts the share of its clone with. */
import { createHash } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';
import { shareIdentity } from '../../../../domain/credit/input';
import { OWNER } from '../../../helpers/fake-graph';
import { createCreditBench, LINE, shareInput, WABA } from './bench';

const asked = {
  businessId: OWNER,
  wabaId: WABA,
  currency: 'INR',
  extendedCreditId: LINE,
  method: 'attach' as const,
  tokenRef: 'default',
  customerTokenRef: null,
  startedBy: 'migrate-waba/100',
};

test('fills the input as a start from outside would, and calls nobody', async () => {
  const bench = createCreditBench();
  const { input } = await bench.call('prepareShare', asked);
  expect(input).toEqual(shareInput({ currency: 'INR', extendedCreditId: LINE, startedBy: 'migrate-waba/100' }));
  expect(bench.graph.calls).toEqual([]);
});

test('hashes what is asked and not who asks, over canonical JSON', async () => {
  const bench = createCreditBench();
  const { input, inputDigest } = await bench.call('prepareShare', asked);
  const expected = createHash('sha256').update(canonicalize(shareIdentity(input)));
  expect(inputDigest).toBe(expected.digest('hex'));
  const another = await bench.call('prepareShare', { ...asked, startedBy: 'somebody else' });
  expect(another.inputDigest).toBe(inputDigest);
  const dearer = await bench.call('prepareShare', { ...asked, currency: 'BRL' });
  expect(dearer.inputDigest).not.toBe(inputDigest);
});

test("carries the customer's token reference, and refuses share-then-attach without one", async () => {
  const bench = createCreditBench();
  const then = { ...asked, method: 'share-then-attach' as const };
  const { input } = await bench.call('prepareShare', { ...then, customerTokenRef: 'acme' });
  expect(input).toMatchObject({ method: 'share-then-attach', customerTokenRef: 'acme' });
  const failure = await bench.failing('prepareShare', then);
  expect(failure).toMatchObject({ type: 'InvalidInput', nonRetryable: true });
  expect(failure.message).toContain('customerTokenRef');
});
