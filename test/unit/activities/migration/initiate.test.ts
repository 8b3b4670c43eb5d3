/** Initiate: nothing is sent twice, nothing is sent blindly, and every answer comes back as what it proves. */
import type { InitiateInput } from '../../../../activities/contract';
import { RunsUnreadableError } from '../../../../activities/runs';
import { createBench, SOURCE, type Bench } from '../../../helpers/activity-bench';
import { account, OWN_BUSINESS, OWNER, phone } from '../../../helpers/fake-graph';

const input = (bench: Bench, more: Partial<InitiateInput> = {}): InitiateInput => ({
  run: bench.run,
  targetCurrency: 'INR',
  extendedCreditId: '3001',
  ownerBusinessId: OWNER,
  acceptedOrphans: [],
  waits: 0,
  ...more,
});

/** Puts a numberless account of the owner in the target currency beside the source. */
function addClone(bench: Bench, id = '300', more = {}): void {
  bench.graph.accounts.set(id, { ...account(id, { currency: 'INR', ...more }), numbers: [] });
  bench.graph.owned.set(OWNER, [SOURCE, id]);
}
const other = { workflowId: 'migrate-waba/150', runId: 'run-150', sourceWabaId: '150', migrationId: null };

test('sends the intent once and returns the migration', async () => {
  const bench = createBench();
  const result = await bench.call('initiate', input(bench));
  expect(result).toEqual({ kind: 'initiated', migrationId: 'mig-new', status: 'INITIATED' });
  expect(bench.graph.writes).toMatchObject([{ id: SOURCE, more: { currency: 'INR', extendedCreditId: '3001' } }]);
});

test('leaves the line of credit out where none is asked for', async () => {
  const bench = createBench();
  await bench.call('initiate', input(bench, { extendedCreditId: null }));
  expect(bench.graph.writes.map(({ more }) => more)).toEqual([{ currency: 'INR' }]);
});

describe('sends nothing', () => {
  const sendsNothing = async (bench: Bench, more: Partial<InitiateInput> = {}) => {
    const result = await bench.call('initiate', input(bench, more));
    expect(bench.graph.writes).toEqual([]);
    return result;
  };

  test('while a revoke of the business is open', async () => {
    const bench = createBench();
    bench.runs.revokeOpen = true;
    expect(await sendsNothing(bench)).toMatchObject({ kind: 'not-sent-yet', why: 'revoke-open' });
    expect(bench.graph.calls).toEqual([]);
  });

  test('while a sibling makes a clone without a name, however long', async () => {
    const bench = createBench();
    bench.runs.siblingRuns = [{ ...other, activity: 'cloning-unnamed' }];
    expect(await sendsNothing(bench, { waits: 1_000 })).toMatchObject({ kind: 'not-sent-yet', why: 'sibling-cloning' });
  });

  test('while Meta does not name the clone of a sibling that clones, or does not show its migration', async () => {
    const bench = createBench();
    bench.graph.migrations.set('mig-150', { id: 'mig-150', status: 'IN_PROGRESS' });
    bench.runs.siblingRuns = [{ ...other, activity: 'cloning-unnamed', migrationId: 'mig-150' }];
    expect(await sendsNothing(bench, { waits: 9 })).toMatchObject({ kind: 'not-sent-yet', why: 'sibling-cloning' });
    bench.graph.migrations.delete('mig-150');
    expect(await sendsNothing(bench, { waits: 9 })).toMatchObject({ kind: 'not-sent-yet', why: 'sibling-cloning' });
  });

  test('when an unknown clone is not the one that Meta names of a sibling', async () => {
    const bench = createBench();
    addClone(bench);
    bench.graph.migrations.set('mig-150', { id: 'mig-150', status: 'IN_PROGRESS', destination: { id: '301' } });
    bench.runs.siblingRuns = [{ ...other, activity: 'cloning-unnamed', migrationId: 'mig-150' }];
    expect(await sendsNothing(bench, { waits: 1 })).toMatchObject({ candidates: [{ wabaId: '300' }] });
  });

  test('while a sibling with a smaller account id initiates, a few times', async () => {
    const bench = createBench();
    bench.runs.siblingRuns = [{ ...other, sourceWabaId: '050', activity: 'initiating' }];
    expect(await sendsNothing(bench, { waits: 7 })).toMatchObject({ kind: 'not-sent-yet', why: 'sibling-cloning' });
  });

  test('while any sibling initiates and an unknown clone was found, which may be its own', async () => {
    const bench = createBench();
    addClone(bench);
    bench.runs.siblingRuns = [{ ...other, activity: 'initiating' }];
    expect(await sendsNothing(bench, { waits: 7 })).toMatchObject({ kind: 'not-sent-yet', why: 'sibling-cloning' });
    expect(await sendsNothing(bench, { waits: 8 })).toMatchObject({ kind: 'unexplained-clone' });
  });

  test('when an unknown clone is found at the first look, since what runs say of themselves lags', async () => {
    const bench = createBench();
    addClone(bench);
    expect(await sendsNothing(bench)).toMatchObject({ kind: 'not-sent-yet', why: 'sibling-cloning' });
  });

  test('when an account of the owner may be a clone that nobody knows', async () => {
    const bench = createBench();
    addClone(bench);
    expect(await sendsNothing(bench, { waits: 1 })).toEqual({
      kind: 'unexplained-clone',
      candidates: [{ wabaId: '300', name: 'Account 300', currency: 'INR', creationTime: null }],
    });
  });

  test('when the client list alone shows such an account', async () => {
    const bench = createBench();
    addClone(bench);
    bench.graph.owned.set(OWNER, null);
    bench.graph.clients.set(OWN_BUSINESS, [SOURCE, '300']);
    expect(await sendsNothing(bench, { waits: 1 })).toMatchObject({ kind: 'unexplained-clone' });
  });

  test('when the numbers of such an account cannot be read', async () => {
    const bench = createBench();
    addClone(bench);
    bench.graph.fail('listPhoneNumbers', { kind: 'permission' }, { id: '300' });
    expect(await sendsNothing(bench, { waits: 1 })).toMatchObject({ kind: 'unexplained-clone' });
  });

  test('when neither list of accounts can be read, and says so', async () => {
    const bench = createBench();
    bench.graph.owned.set(OWNER, null);
    bench.graph.clients.set(OWN_BUSINESS, null);
    const result = await sendsNothing(bench);
    expect(result).toMatchObject({ kind: 'refused', sent: false, details: { kind: 'accounts-unreadable' } });
  });

  test('when the owner is not known, and says how to name it', async () => {
    const result = await sendsNothing(createBench(), { ownerBusinessId: null });
    expect(result).toMatchObject({ kind: 'refused', sent: false, details: { kind: 'owner-unknown' } });
    expect(result).toHaveProperty(
      'message',
      expect.stringMatching(/Abandon this run, then start again with --business/),
    );
  });

  test.each([
    ['throttled', 'throttled'],
    ['over-budget', 'throttled'],
    ['unavailable', 'unavailable'],
  ] as const)('when the look before is %s', async (kind, why) => {
    const bench = createBench();
    bench.graph.fail('listOwnedWabas', { kind, waitMs: 5_000 });
    expect(await sendsNothing(bench)).toMatchObject({ kind: 'not-sent-yet', why });
  });

  test('when Temporal does not say what other runs know', async () => {
    const bench = createBench();
    bench.runs.failWith = new RunsUnreadableError('Temporal did not answer');
    expect(await sendsNothing(bench)).toMatchObject({ kind: 'not-sent-yet', why: 'unavailable' });
  });
});

describe('goes on', () => {
  const initiates = async (bench: Bench, more: Partial<InitiateInput> = {}) =>
    expect(await bench.call('initiate', input(bench, more))).toMatchObject({ kind: 'initiated' });

  test('when a run names the account as its clone or orphan', async () => {
    const bench = createBench();
    addClone(bench);
    bench.runs.naming.set('300', [other]);
    await initiates(bench);
  });

  test('when Meta names the account as the clone of a sibling that still clones', async () => {
    const bench = createBench();
    addClone(bench);
    bench.graph.migrations.set('mig-150', { id: 'mig-150', status: 'IN_PROGRESS', destination: { id: '300' } });
    bench.runs.siblingRuns = [{ ...other, activity: 'cloning-unnamed', migrationId: 'mig-150' }];
    await initiates(bench);
  });

  test('when Meta names it so only once it was found', async () => {
    const bench = createBench();
    addClone(bench);
    const answers = [[], [{ ...other, activity: 'cloning-unnamed' as const, migrationId: 'mig-150' }]];
    bench.runs.siblings = async () => answers.shift() ?? [];
    bench.graph.migrations.set('mig-150', { id: 'mig-150', status: 'IN_PROGRESS', destination: { id: '300' } });
    await initiates(bench);
  });

  test('when the account was accepted', async () => {
    const bench = createBench();
    addClone(bench);
    await initiates(bench, { acceptedOrphans: ['300'] });
  });

  test('when the account has numbers', async () => {
    const bench = createBench();
    addClone(bench);
    bench.graph.accounts.get('300')!.numbers = [phone('9', '+1 999')];
    await initiates(bench);
  });

  test('when the account is billed in another currency', async () => {
    const bench = createBench();
    addClone(bench, '300', { currency: 'EUR' });
    await initiates(bench);
  });

  test('when a client account belongs to another business', async () => {
    const bench = createBench();
    addClone(bench, '300', { ownerBusinessId: '501' });
    bench.graph.owned.set(OWNER, [SOURCE]);
    bench.graph.clients.set(OWN_BUSINESS, [SOURCE, '300']);
    await initiates(bench);
  });

  test('when a sibling initiates whose account id is greater, so that two do not wait for each other', async () => {
    const bench = createBench();
    bench.runs.siblingRuns = [{ ...other, activity: 'initiating' }];
    await initiates(bench);
  });

  test('when a sibling has been initiating for too long', async () => {
    const bench = createBench();
    bench.runs.siblingRuns = [{ ...other, sourceWabaId: '050', activity: 'initiating' }];
    await initiates(bench, { waits: 8 });
  });

  test('when one of the two lists cannot be read', async () => {
    const bench = createBench();
    bench.graph.clients.set(OWN_BUSINESS, null);
    await initiates(bench);
  });
});

describe('an answer to the intent', () => {
  test.each(['outcome-unknown', 'invalid-answer', 'aborted'] as const)(
    '%s is unknown, and nothing is repeated',
    async (kind) => {
      const bench = createBench();
      bench.graph.fail('initiateMigration', { kind }, { happens: true });
      expect(await bench.call('initiate', input(bench))).toMatchObject({ kind: 'unknown' });
      expect(bench.graph.writes).toHaveLength(1);
    },
  );

  test("that is not Meta's is unknown", async () => {
    const bench = createBench();
    bench.graph.fail('initiateMigration', new TypeError('a bug'));
    expect(await bench.call('initiate', input(bench))).toEqual({ kind: 'unknown', message: 'a bug' });
  });

  test.each(['throttled', 'over-budget'] as const)('%s proves that nothing happened', async (kind) => {
    const bench = createBench();
    bench.graph.fail('initiateMigration', { kind, waitMs: 240_000 });
    const result = await bench.call('initiate', input(bench));
    expect(result).toMatchObject({ kind: 'not-sent-yet', why: 'throttled', waitMs: 240_000 });
  });

  test('unavailable means that it was not sent', async () => {
    const bench = createBench();
    bench.graph.fail('initiateMigration', { kind: 'unavailable' });
    expect(await bench.call('initiate', input(bench))).toMatchObject({ kind: 'not-sent-yet', why: 'unavailable' });
  });

  test.each(['auth', 'permission', 'missing-or-forbidden', 'parameter', 'policy', 'billing', 'refused'] as const)(
    '%s is refused after it was sent, with the facts',
    async (kind) => {
      const bench = createBench();
      bench.graph.fail('initiateMigration', { kind });
      const result = await bench.call('initiate', input(bench));
      expect(result).toMatchObject({ kind: 'refused', sent: true, details: { kind, code: 10, fbtraceId: 'trace-1' } });
    },
  );
});

describe('the look at many accounts', () => {
  const ids = Array.from({ length: 40 }, (_, index) => String(1_000 + index));

  /** Forty client accounts of the owner, whose own list cannot be read. */
  function manyClients(bench: Bench, currencyOf: (index: number) => string): void {
    ids.forEach((id, index) => bench.graph.accounts.set(id, account(id, { currency: currencyOf(index) })));
    // A list shows no owners.
    bench.graph.listClientWabas = async () =>
      ids.map((id) => {
        const { ownerBusinessId: _owner, ...listed } = bench.graph.accounts.get(id)!.waba;
        return listed;
      });
    bench.graph.owned.set(OWNER, null);
  }

  test('asks nothing of accounts in another currency, not even for their owner', async () => {
    const bench = createBench();
    manyClients(bench, (index) => (index === 7 ? 'INR' : 'EUR'));
    expect(await bench.call('initiate', input(bench))).toMatchObject({ kind: 'initiated' });
    const asked = bench.graph.calls.filter(({ method }) => ['getWaba', 'listPhoneNumbers'].includes(method));
    expect(new Set(asked.map(({ id }) => id))).toEqual(new Set(['1007']));
  });

  test('is made a few accounts at a time, none left out', async () => {
    const bench = createBench();
    manyClients(bench, () => 'INR');
    let now = 0;
    let most = 0;
    const read = bench.graph.getWaba;
    bench.graph.getWaba = async (call, id) => {
      most = Math.max(most, (now += 1));
      await new Promise(setImmediate);
      now -= 1;
      return read(call, id);
    };
    bench.graph.accounts.get('1039')!.numbers = [];
    expect(await bench.call('initiate', input(bench, { waits: 1 }))).toMatchObject({
      kind: 'unexplained-clone',
      candidates: [{ wabaId: '1039' }],
    });
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(8);
  });
});

describe('candidates after a lost answer', () => {
  const search = (bench: Bench, ownerBusinessId: string | null = OWNER) =>
    bench.call('findCandidates', { run: bench.run, targetCurrency: 'INR', ownerBusinessId, acceptedOrphans: [] });

  test('are the accounts that may be the clone', async () => {
    const bench = createBench();
    addClone(bench);
    expect(await search(bench)).toMatchObject({ listed: true, candidates: [{ wabaId: '300' }] });
  });

  test('are none where there is none', async () => {
    expect(await search(createBench())).toEqual({ listed: true, candidates: [] });
  });

  test('are not known where the accounts cannot be listed, or the owner is not known', async () => {
    const bench = createBench();
    bench.graph.owned.set(OWNER, null);
    bench.graph.clients.set(OWN_BUSINESS, null);
    expect(await search(bench)).toEqual({ listed: false, candidates: [] });
    expect(await search(createBench(), null)).toEqual({ listed: false, candidates: [] });
  });
});
