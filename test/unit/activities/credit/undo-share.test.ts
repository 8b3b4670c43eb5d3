/** Taking back what a share made: nothing that another account lives on, and nothing that could not be read. */
import fc from 'fast-check';
import type { UndoShareInput } from '../../../../activities/credit/contract';
import type { GraphApi } from '../../../../activities/graph/api';
import { GraphError } from '../../../../activities/graph/errors';
import type { Bench } from '../../../helpers/activity-bench';
import { OWN_BUSINESS, OWNER, SYSTEM_USER, type FakeGraph } from '../../../helpers/fake-graph';
import {
  addAccount,
  addAllocation,
  createCreditBench,
  CUSTOMER_TOKEN,
  LINE,
  OUR_TOKEN,
  runRef,
  show,
  WABA,
} from './bench';

const CREDENTIAL = 'credential-of-4100';

/** A bench on which this run's record pays for its account. */
function shared(): Bench {
  const bench = createCreditBench();
  addAllocation(bench, '4100');
  show(bench, WABA, { primaryFundingId: CREDENTIAL });
  return bench;
}

const input = (bench: Bench, more: Partial<UndoShareInput> = {}): UndoShareInput => ({
  run: runRef(bench),
  thing: 'allocation',
  id: '4100',
  lineId: LINE,
  wabaId: WABA,
  ...more,
});
const undo = (bench: Bench, more: Partial<UndoShareInput> = {}) => bench.call('undoShare', input(bench, more));
const sent = ({ graph }: Bench) => graph.writes.map(({ method, id }) => [method, id]);

describe('an allocation', () => {
  test('is deleted where only its own account lives on it', async () => {
    const bench = shared();
    addAccount(bench, '110');
    addAccount(bench, '120', { primaryFundingId: 'a-card' });
    expect(await undo(bench)).toEqual({ kind: 'undone' });
    expect(sent(bench)).toEqual([['deleteAllocation', '4100']]);
    expect(bench.graph.writes[0]).toMatchObject({ hasSignal: false, token: OUR_TOKEN });
  });

  test('that is gone already is not deleted again', async () => {
    const bench = shared();
    await undo(bench);
    expect(await undo(bench)).toEqual({ kind: 'undone' });
    expect(sent(bench)).toHaveLength(1);
  });

  test.each<[string, (bench: Bench) => void, string[]]>([
    ['another account lives on it', (bench) => addAccount(bench, '110', { primaryFundingId: CREDENTIAL }), ['110']],
    ['who pays for another is hidden', (bench) => addAccount(bench, '110', { fundingReadable: false }), ['110']],
    [
      'another account is refused',
      (bench) => {
        addAccount(bench, '110');
        bench.graph.fail('getWaba', { kind: 'missing-or-forbidden' }, { id: '110' });
      },
      ['110'],
    ],
    [
      'neither list of accounts can be read',
      ({ graph }) => {
        graph.owned.set(OWNER, null);
        graph.clients.set(OWN_BUSINESS, null);
      },
      [],
    ],
    [
      'the lists lack the account itself, so they do not show all',
      ({ graph }) => {
        graph.owned.set(OWNER, []);
        graph.clients.set(OWN_BUSINESS, []);
      },
      [],
    ],
    [
      'what it pays for is hidden',
      (bench) => {
        bench.graph.getAllocation = () => Promise.resolve({ id: '4100', receivingBusinessId: OWNER });
      },
      [],
    ],
  ])('is in use, and nothing is sent, where %s', async (_name, spoil, wabaIds) => {
    const bench = shared();
    spoil(bench);
    expect(await undo(bench)).toMatchObject({ kind: 'in-use', wabaIds });
    expect(sent(bench)).toEqual([]);
  });

  test('is found out about by the client list where the own list of the business is refused', async () => {
    const bench = shared();
    bench.graph.owned.set(OWNER, null);
    addAccount(bench, '110', { primaryFundingId: CREDENTIAL });
    bench.graph.owned.set(OWNER, null);
    expect(await undo(bench)).toMatchObject({ kind: 'in-use', wabaIds: ['110'] });
  });

  test('is in use by a client account whose owner is hidden, but not by that of another business', async () => {
    const bench = shared();
    addAccount(bench, '110', { ownerBusinessId: '501', primaryFundingId: CREDENTIAL });
    bench.graph.owned.set(OWNER, null);
    expect(await undo(bench)).toEqual({ kind: 'undone' });

    const hidden = shared();
    addAccount(hidden, '110', { primaryFundingId: CREDENTIAL });
    const { ownerBusinessId: _hidden, ...waba } = hidden.graph.accounts.get('110')!.waba;
    hidden.graph.accounts.get('110')!.waba = waba;
    hidden.graph.owned.set(OWNER, null);
    expect(await undo(hidden)).toMatchObject({ kind: 'in-use', wabaIds: ['110'] });
  });

  test.each<[string, string | null]>([
    ['another business', '501'],
    ['nobody', null],
  ])('that Meta shows as received by %s is not touched', async (_name, business) => {
    const bench = createCreditBench();
    addAllocation(bench, '4100', { business });
    expect(await undo(bench)).toMatchObject({ kind: 'refused', sent: false });
    expect(sent(bench)).toEqual([]);
  });

  test('that cannot be found is not taken for deleted', async () => {
    const bench = createCreditBench();
    expect(await undo(bench)).toMatchObject({ kind: 'refused', sent: false });
  });

  test("counts an account as read where the customer's token or ours shows who pays", async () => {
    const bench = shared();
    addAccount(bench, '110');
    bench.graph.fail('getWaba', { kind: 'permission' }, { token: CUSTOMER_TOKEN });
    expect(await undo(bench, { run: runRef(bench, { customerTokenRef: 'acme' }) })).toEqual({ kind: 'undone' });
  });
});

describe('our system user', () => {
  const user = { thing: 'system-user', id: SYSTEM_USER } as const;

  test('is taken off the account', async () => {
    const bench = shared();
    expect(await undo(bench, user)).toEqual({ kind: 'undone' });
    expect(bench.graph.writes).toMatchObject([{ method: 'removeUser', id: WABA, more: SYSTEM_USER, hasSignal: false }]);
    expect(await undo(bench, user)).toEqual({ kind: 'undone' });
    expect(bench.graph.writes).toHaveLength(1);
  });

  test('is left where the users cannot be read', async () => {
    const bench = shared();
    bench.graph.fail('listAssignedUsers', { kind: 'permission' });
    expect(await undo(bench, user)).toMatchObject({ kind: 'refused', sent: false });
    expect(bench.graph.writes).toEqual([]);
  });
});

describe.each([
  ['allocation', '4100', 'deleteAllocation', 'getAllocation'],
  ['system-user', SYSTEM_USER, 'removeUser', 'listAssignedUsers'],
] as const)('the DELETE of %s', (thing, id, method, read) => {
  const asked = { thing, id } as const;

  test('says what its answer proves', async () => {
    for (const [fault, result] of [
      [
        { kind: 'throttled', waitMs: 7_000 },
        { kind: 'not-sent-yet', why: 'throttled', waitMs: 7_000 },
      ],
      [{ kind: 'unavailable' }, { kind: 'not-sent-yet', why: 'unavailable' }],
      [{ kind: 'permission' }, { kind: 'refused', sent: true }],
      [{ kind: 'outcome-unknown' }, { kind: 'unknown' }],
    ] as const) {
      const bench = shared();
      bench.graph.fail(method, fault);
      expect(await undo(bench, asked)).toMatchObject(result);
      expect(bench.graph.writes).toHaveLength(1);
    }
  });

  test('is not sent while the look before it is throttled or unanswered, and not by a cancelled attempt', async () => {
    for (const kind of ['throttled', 'unavailable'] as const) {
      const bench = shared();
      bench.graph.fail(read, { kind });
      expect(await undo(bench, asked)).toMatchObject({ kind: 'not-sent-yet' });
      expect(bench.graph.writes).toEqual([]);
    }
    const bench = shared();
    const result = await bench.call('undoShare', input(bench, asked), { cancelled: true });
    expect(result).toMatchObject({ kind: 'not-sent-yet' });
    expect(bench.graph.writes).toEqual([]);
  });
});

describe('for any business', () => {
  const SEED = 20261122;

  /** One other account of the business, and how much of it Meta shows. */
  const OTHERS = ['on-it', 'on-a-card', 'unfunded', 'hidden', 'refused'] as const;
  const worlds = fc.record({
    others: fc.array(fc.constantFrom(...OTHERS), { maxLength: 12 }),
    owned: fc.constantFrom('readable', 'refused'),
    clients: fc.constantFrom('readable', 'refused'),
    receiver: fc.constantFrom(OWNER, OWNER, OWNER, '501', null),
    credential: fc.constantFrom(CREDENTIAL, CREDENTIAL, CREDENTIAL, null),
    customerToken: fc.boolean(),
  });
  type World = typeof worlds extends fc.Arbitrary<infer W> ? W : never;
  /** What a broken activity would make of what Meta says. */
  type Bug = (graph: FakeGraph) => Partial<GraphApi>;

  function build(world: World): Bench {
    const bench = createCreditBench();
    const { graph } = bench;
    addAllocation(bench, '4100', { business: world.receiver });
    show(bench, WABA, { primaryFundingId: CREDENTIAL });
    world.others.forEach((other, index) => {
      const id = String(110 + index);
      addAccount(bench, id, {
        ...(other === 'on-it' ? { primaryFundingId: CREDENTIAL } : {}),
        ...(other === 'on-a-card' ? { primaryFundingId: 'a-card' } : {}),
        // Hidden or refused, it may well live on the record.
        ...(other === 'hidden' ? { fundingReadable: false } : {}),
      });
      if (other === 'refused') graph.fail('getWaba', { kind: 'permission' }, { id });
    });
    if (world.owned === 'refused') graph.owned.set(OWNER, null);
    if (world.clients === 'refused') graph.clients.set(OWN_BUSINESS, null);
    if (world.credential === null) {
      const record = graph.getAllocation;
      graph.getAllocation = async (call, id) => {
        const { receivingCredentialId: _hidden, ...rest } = await record(call, id);
        return rest;
      };
    }
    return bench;
  }

  /** Whether deleting the record is safe, judged from the world and not from what was read of it. */
  const isSafe = (world: World): boolean =>
    world.receiver === OWNER &&
    world.credential !== null &&
    (world.owned === 'readable' || world.clients === 'readable') &&
    !world.others.some((other) => other === 'on-it' || other === 'hidden' || other === 'refused');

  /** Deletes exactly what is safe to delete. */
  const holds = async (world: World, bug: Bug): Promise<boolean> => {
    const bench = build(world);
    Object.assign(bench.graph, bug(bench.graph));
    const run = runRef(bench, { customerTokenRef: world.customerToken ? 'acme' : null });
    const result = await undo(bench, { run });
    const deleted = sent(bench).some(([method]) => method === 'deleteAllocation');
    return deleted === isSafe(world) && deleted === (result.kind === 'undone');
  };
  const check = (bug: Bug) =>
    fc.check(
      fc.asyncProperty(worlds, (world) => holds(world, bug)),
      { seed: SEED, numRuns: 200 },
    );

  const BUGS: Record<string, Bug> = {
    'a hidden funding counts as none': (graph) => {
      const { getWaba } = graph;
      return { getWaba: async (call, id) => ({ ...(await getWaba(call, id)), fundingReadable: true }) };
    },
    'an account that is refused counts as unfunded': (graph) => {
      const { getWaba } = graph;
      return {
        getWaba: (call, id) =>
          getWaba(call, id).catch(() => ({ id, fundingReadable: true, ownerReadable: true, settings: {} })),
      };
    },
    'lists that are refused count as holding the own account only': ({ listOwnedWabas, listClientWabas, accounts }) => {
      const own = () => [accounts.get(WABA)!.waba];
      return {
        listOwnedWabas: (call, id) => listOwnedWabas(call, id).catch(own),
        listClientWabas: (call, id) => listClientWabas(call, id).catch(own),
      };
    },
    'only the first few accounts are read': ({ listOwnedWabas, listClientWabas }) => ({
      listOwnedWabas: async (call, id) => (await listOwnedWabas(call, id)).slice(0, 3),
      listClientWabas: async (call, id) => (await listClientWabas(call, id)).slice(0, 3),
    }),
    'funding by the record is not seen': ({ getWaba }) => ({
      getWaba: async (call, id) => {
        const { primaryFundingId: _unseen, ...waba } = await getWaba(call, id);
        return waba;
      },
    }),
    'the receiver is not looked at': ({ getAllocation }) => ({
      getAllocation: async (call, id) => ({ ...(await getAllocation(call, id)), receivingBusinessId: OWNER }),
    }),
    'a hidden credential counts as one that pays for nobody': ({ getAllocation }) => ({
      getAllocation: async (call, id) => ({ receivingCredentialId: 'none', ...(await getAllocation(call, id)) }),
    }),
    'any funding at all keeps the record': ({ getWaba }) => ({
      getWaba: async (call, id) => {
        const waba = await getWaba(call, id);
        return waba.primaryFundingId === undefined ? waba : { ...waba, primaryFundingId: CREDENTIAL };
      },
    }),
    'one refused list is as bad as two': ({ listOwnedWabas, listClientWabas, owned, clients }) => {
      const both = () => {
        if (owned.get(OWNER) === null || clients.get(OWN_BUSINESS) === null) {
          throw new GraphError('permission', 'refused');
        }
      };
      return {
        listOwnedWabas: async (call, id) => (both(), listOwnedWabas(call, id)),
        listClientWabas: async (call, id) => (both(), listClientWabas(call, id)),
      };
    },
  };

  test('it never deletes what another account lives on, or may, and deletes what is safe', async () => {
    expect(await check(() => ({}))).toMatchObject({ failed: false });
  });

  test.each(Object.entries(BUGS))('finds the seeded bug: %s', async (_name, bug) => {
    expect(await check(bug)).toMatchObject({ failed: true });
  });
});
