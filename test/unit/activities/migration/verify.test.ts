/** Verification: each check in its three answers, each repair once, and nothing to approve that could not be read. */
import { readFileSync } from 'node:fs';
import type { VerifyResult } from '../../../../activities/contract';
import { CHECK_NAMES, CHECKS, isAutoApprovable, type CheckName, type CheckResult } from '../../../../domain/checks';
import { GraphError } from '../../../../activities/graph/errors';
import { evidenceSchema } from '../../../../domain/evidence';
import { CLONE, createBench, MIGRATION, SOURCE, type Bench } from '../../../helpers/activity-bench';
import {
  APP,
  CALLBACK,
  OWN_BUSINESS,
  OWNER,
  phone,
  SYSTEM_USER,
  template,
  type FakeAccount,
} from '../../../helpers/fake-graph';
import { currentFingerprint, verifyInput } from './inputs';

const check = ({ checks }: VerifyResult, name: CheckName) => checks.find((one) => one.name === name)!;
const clone = ({ graph }: Bench): FakeAccount => graph.accounts.get(CLONE)!;
const source = ({ graph }: Bench): FakeAccount => graph.accounts.get(SOURCE)!;
const verified = (bench: Bench) => bench.call('verify', verifyInput(bench));
const waba = (account: FakeAccount, more: Partial<FakeAccount['waba']>) => {
  account.waba = { ...account.waba, ...more };
};

test('matches everything where the clone is as the source, and repairs nothing', async () => {
  const bench = createBench();
  const result = await verified(bench);
  expect(result.checks.map(({ name }) => name)).toEqual(
    // Only a worker with a hook asks whether the partner is ready (see the hooks' own tests).
    CHECK_NAMES.filter((name) => CHECKS[name].stage === 'verify' && name !== 'routing-ready'),
  );
  expect(result.checks.filter((one) => one.result !== 'match')).toEqual([]);
  expect(bench.graph.writes).toEqual([]);
  expect(result.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(result.fingerprint).toEqual(currentFingerprint(bench));
  expect(result.numbers.map(({ digits }) => digits)).toEqual(['16315550001', '16315550002']);
  expect(result.idMap.phones[0]).toEqual({ digits: '16315550001', sourceId: '1001', cloneId: null });
  expect(result.idMap).toMatchObject({
    templates: { count: 2 },
    flows: { count: 1 },
    evidencePath: result.evidencePath,
  });
});

test('makes few calls: one for each part of each account, and two totals', async () => {
  const bench = createBench();
  await verified(bench);
  expect(bench.graph.calls).toHaveLength(1 + 1 + 2 + 2 * (1 + 4 + 2) + 1);
});

/** How each check comes to say no, and how it comes to be impossible. */
const CASES: readonly (readonly [CheckName, Exclude<CheckResult, 'match'>, (bench: Bench) => void])[] = [
  [
    'clone-identity',
    'mismatch',
    ({ graph }) =>
      graph.migrations.set(MIGRATION, { id: MIGRATION, status: 'READY_TO_COMPLETE', destination: { id: '999' } }),
  ],
  ['clone-identity', 'mismatch', (bench) => waba(clone(bench), { ownerBusinessId: '501' })],
  ['clone-identity', 'incomplete', ({ graph }) => graph.fail('getMigration', { kind: 'permission' })],
  [
    'clone-identity',
    'incomplete',
    (bench) => delete (clone(bench).waba as { ownerBusinessId?: string }).ownerBusinessId,
  ],
  [
    'clone-identity',
    'incomplete',
    ({ graph }) => graph.migrations.set(MIGRATION, { id: MIGRATION, status: 'READY_TO_COMPLETE' }),
  ],
  ['clone-currency', 'mismatch', (bench) => waba(clone(bench), { currency: 'EUR' })],
  ['clone-currency', 'incomplete', (bench) => delete (clone(bench).waba as { currency?: string }).currency],
  [
    'migration-status',
    'mismatch',
    ({ graph }) =>
      graph.migrations.set(MIGRATION, { id: MIGRATION, status: 'IN_PROGRESS', destination: { id: CLONE } }),
  ],
  ['migration-status', 'incomplete', ({ graph }) => graph.fail('getMigration', { kind: 'invalid-answer' })],
  ['number-set', 'mismatch', (bench) => clone(bench).numbers.push(phone('9', '+1 9'))],
  ['number-set', 'mismatch', (bench) => source(bench).numbers.splice(0)],
  ['number-set', 'incomplete', ({ graph }) => graph.fail('listPhoneNumbers', { kind: 'permission' }, { id: CLONE })],
  ['numbers-changed', 'mismatch', (bench) => source(bench).numbers.push(phone('9', '+1 9'))],
  ['numbers-changed', 'mismatch', (bench) => source(bench).numbers.pop()],
  [
    'numbers-changed',
    'incomplete',
    ({ graph }) => graph.fail('listPhoneNumbers', { kind: 'permission' }, { id: SOURCE }),
  ],
  [
    'clone-funding',
    'mismatch',
    (bench) => delete (clone(bench).waba as { primaryFundingId?: string }).primaryFundingId,
  ],
  ['clone-funding', 'mismatch', (bench) => waba(clone(bench), { primaryFundingId: 'somebodys-card' })],
  ['clone-funding', 'incomplete', (bench) => waba(clone(bench), { fundingReadable: false })],
  ['clone-funding', 'incomplete', ({ graph }) => graph.fail('listAllocations', { kind: 'permission' })],
  ['templates', 'mismatch', (bench) => clone(bench).templates.pop()],
  ['templates', 'incomplete', ({ graph }) => graph.fail('listTemplates', { kind: 'permission' }, { id: SOURCE })],
  [
    'template-content',
    'mismatch',
    (bench) =>
      clone(bench).templates.splice(
        0,
        1,
        template('20001', 'order_update', { components: [{ type: 'BODY', text: 'Another text' }] }),
      ),
  ],
  [
    'template-content',
    'incomplete',
    (bench) => clone(bench).templates.splice(0, 1, template('20001', 'order_update', { components: undefined })),
  ],
  ['flows', 'mismatch', (bench) => clone(bench).flows.pop()],
  ['flows', 'mismatch', (bench) => clone(bench).flows.splice(0, 1, { id: '1', name: 'survey', status: 'DRAFT' })],
  ['flows', 'incomplete', ({ graph }) => graph.fail('listFlows', { kind: 'permission' })],
  [
    'app-subscription',
    'mismatch',
    (bench) => {
      clone(bench).apps = [];
      bench.graph.fail('subscribeApp', { kind: 'permission' });
    },
  ],
  [
    'app-subscription',
    'incomplete',
    ({ graph }) => graph.fail('listSubscribedApps', { kind: 'permission' }, { id: CLONE }),
  ],
  ['callback-override', 'mismatch', (bench) => source(bench).apps.push({ id: '901' })],
  [
    'callback-override',
    'incomplete',
    ({ graph }) => graph.fail('listSubscribedApps', { kind: 'permission' }, { id: SOURCE }),
  ],
  [
    'own-access',
    'mismatch',
    (bench) => {
      clone(bench).users = { [OWNER]: [], [OWN_BUSINESS]: [] };
      bench.graph.fail('assignUser', { kind: 'permission' });
    },
  ],
  ['own-access', 'incomplete', ({ graph }) => graph.fail('debugToken', { kind: 'permission' })],
  ['own-access', 'incomplete', ({ graph }) => graph.fail('listAssignedUsers', { kind: 'permission' }, { id: CLONE })],
  [
    'users',
    'mismatch',
    (bench) => {
      clone(bench).users[OWNER] = [];
    },
  ],
  ['users', 'incomplete', ({ graph }) => graph.fail('listAssignedUsers', { kind: 'permission' }, { id: SOURCE })],
  ['settings', 'mismatch', (bench) => waba(clone(bench), { settings: { is_enabled_for_insights: true } })],
  ['settings', 'incomplete', (bench) => waba(clone(bench), { settings: {} })],
];

test.each(CASES)('%s is a %s', async (name, result, arrange) => {
  const bench = createBench();
  const input = verifyInput(bench);
  arrange(bench);
  const found = check(await bench.call('verify', input), name);
  expect(found).toMatchObject({ result, verdict: CHECKS[name][result === 'mismatch' ? 'onMismatch' : 'onIncomplete'] });
  expect(found.text.length).toBeGreaterThan(20);
  expect(found.samples.length).toBeLessThanOrEqual(10);
});

test('every check of the table has a mismatch and an incomplete answer here', () => {
  const names = CHECK_NAMES.filter((name) => CHECKS[name].stage === 'verify' && name !== 'routing-ready');
  const covered = (result: CheckResult) => names.filter((name) => CASES.some(([n, r]) => n === name && r === result));
  expect(covered('mismatch')).toEqual(names);
  expect(covered('incomplete')).toEqual(names);
});

test.each([
  ['clone', (bench: Bench) => bench.graph.fail('getWaba', { kind: 'permission' }, { id: CLONE })],
  ['source', (bench: Bench) => bench.graph.fail('getWaba', { kind: 'permission' }, { id: SOURCE })],
  ["clone's numbers", (bench: Bench) => bench.graph.fail('listPhoneNumbers', { kind: 'permission' }, { id: CLONE })],
  ["source's numbers", (bench: Bench) => bench.graph.fail('listPhoneNumbers', { kind: 'permission' }, { id: SOURCE })],
  ['migration', (bench: Bench) => bench.graph.fail('getMigration', { kind: 'permission' })],
])('nothing can be approved where the %s cannot be read, and a block says so', async (_what, hide) => {
  const bench = createBench();
  hide(bench);
  const result = await verified(bench);
  expect(result).toMatchObject({ digest: null, fingerprint: null });
  expect(result.checks.some(({ verdict, waivable }) => verdict === 'block' && !waivable)).toBe(true);
});

test.each(['unavailable', 'throttled'] as const)('%s reads are tried again, not reported', async (kind) => {
  const bench = createBench();
  bench.graph.fail('listTemplates', { kind, waitMs: 1 });
  const { type } = await bench.failing('verify', verifyInput(bench));
  expect(type).toBe(kind === 'throttled' ? 'Throttled' : 'GraphUnavailable');
});

describe('a clone whose owner Meta does not show', () => {
  const hidden = (arrange: (bench: Bench) => void = () => undefined): Bench => {
    const bench = createBench();
    delete (clone(bench).waba as { ownerBusinessId?: string }).ownerBusinessId;
    arrange(bench);
    return bench;
  };

  test("matches where the source's owner lists it among its accounts", async () => {
    const bench = hidden(({ graph }) => graph.owned.set(OWNER, [SOURCE, CLONE]));
    expect(check(await verified(bench), 'clone-identity')).toMatchObject({ result: 'match' });
  });

  test.each([
    ['its list has no such account', () => undefined],
    ['its list cannot be read', ({ graph }: Bench) => void graph.owned.set(OWNER, null)],
  ])('is incomplete where %s: nothing waives that, and auto never passes it', async (_what, arrange) => {
    const result = await verified(hidden(arrange));
    const identity = check(result, 'clone-identity');
    expect(identity).toMatchObject({ result: 'incomplete', verdict: 'block', waivable: false });
    expect(identity.text).toContain(`lists it for business ${OWNER}`);
    expect(isAutoApprovable(result.checks)).toBe(false);
  });

  test('is incomplete where the owner of the source is not known either', async () => {
    const bench = createBench();
    const input = verifyInput(bench);
    const result = await bench.call('verify', { ...input, source: { ...input.source, ownerBusinessId: null } });
    expect(check(result, 'clone-identity')).toMatchObject({ result: 'incomplete', verdict: 'block' });
  });
});

describe('repairs', () => {
  test('our app with its override, in one call, where it is absent', async () => {
    const bench = createBench();
    clone(bench).apps = [];
    const result = await verified(bench);
    expect(bench.graph.writes).toMatchObject([
      { method: 'subscribeApp', id: CLONE, more: { callbackUri: CALLBACK, verifyToken: 'secret-verify-token' } },
    ]);
    expect(check(result, 'app-subscription').result).toBe('match');
    expect(check(result, 'callback-override').result).toBe('match');
    expect(result.fingerprint?.appSubscribed).toBe(true);
    expect(JSON.stringify(result)).not.toContain('secret');
  });

  test('an override that is lost or another', async () => {
    for (const apps of [[{ id: APP }], [{ id: APP, overrideCallbackUri: 'https://elsewhere.example.com' }]]) {
      const bench = createBench();
      clone(bench).apps = apps;
      const result = await verified(bench);
      expect(bench.graph.writes).toHaveLength(1);
      expect(check(result, 'callback-override').result).toBe('match');
    }
  });

  test('no override whose verify token is not known, and erases none by subscribing without it', async () => {
    const bench = createBench({ verifyTokens: () => undefined });
    clone(bench).apps = [{ id: APP, overrideCallbackUri: 'https://elsewhere.example.com' }];
    const result = await verified(bench);
    expect(bench.graph.writes).toEqual([]);
    expect(check(result, 'callback-override')).toMatchObject({ result: 'mismatch' });
    expect(check(result, 'callback-override').text).toContain('WEBHOOK_VERIFY_TOKENS_FILE');
  });

  test('a callback URL is shown without what may be a token of it, and compared with it', async () => {
    const secret = 'https://n0body:pa55@hooks.example.com/waba?token=t0ken#frag';
    const other = 'https://n0body:pa55@hooks.example.com/waba?token=0ther';
    for (const verifyTokens of [() => undefined, () => 'secret-verify-token']) {
      const bench = createBench({ verifyTokens });
      source(bench).apps = [{ id: APP, overrideCallbackUri: secret }];
      clone(bench).apps = [{ id: APP, overrideCallbackUri: other }];
      bench.graph.fail('subscribeApp', new GraphError('parameter', `(#2200) ${secret} did not answer`));
      const result = await verified(bench);
      const override = check(result, 'callback-override');
      expect(override.result).toBe('mismatch');
      expect(override.text).toContain('https://hooks.example.com/waba (hash ');
      const [hashBefore, hashAfter] = override.samples[0]?.match(/hash \w{12}/g) ?? [];
      expect(hashBefore).not.toBe(hashAfter);
      const kept = JSON.stringify(result) + readFileSync(result.evidencePath!, 'utf8');
      for (const part of ['n0body', 'pa55', 't0ken', '0ther', 'frag']) expect(kept).not.toContain(part);
    }
  });

  test('our absent app without an override whose verify token is not known', async () => {
    const bench = createBench({ verifyTokens: () => undefined });
    clone(bench).apps = [];
    const result = await verified(bench);
    expect(bench.graph.writes).toMatchObject([{ method: 'subscribeApp', more: undefined }]);
    expect(check(result, 'app-subscription').result).toBe('match');
    expect(check(result, 'callback-override').result).toBe('mismatch');
  });

  test("our system user's tasks, keeping those it has", async () => {
    const bench = createBench();
    clone(bench).users[OWN_BUSINESS] = [{ id: SYSTEM_USER, tasks: ['VIEW_COST', 'MANAGE'] }];
    const result = await verified(bench);
    expect(bench.graph.writes).toMatchObject([
      { method: 'assignUser', id: CLONE, more: { id: SYSTEM_USER, tasks: ['MANAGE', 'DEVELOP', 'VIEW_COST'] } },
    ]);
    expect(check(result, 'own-access').result).toBe('match');
  });

  test('nobody else', async () => {
    const bench = createBench();
    clone(bench).users[OWNER] = [];
    expect(check(await verified(bench), 'users').result).toBe('mismatch');
    expect(bench.graph.writes).toEqual([]);
  });

  test('nothing twice: a second verification finds it done', async () => {
    const bench = createBench();
    clone(bench).apps = [];
    clone(bench).users = { [OWNER]: [{ id: '701', tasks: ['MANAGE'] }], [OWN_BUSINESS]: [] };
    await verified(bench);
    await verified(bench);
    expect(bench.graph.writes.map(({ method }) => method)).toEqual(['subscribeApp', 'assignUser']);
  });

  test('nothing on an account that is not the clone of this migration', async () => {
    const bench = createBench();
    clone(bench).apps = [];
    bench.graph.migrations.set(MIGRATION, { id: MIGRATION, status: 'READY_TO_COMPLETE', destination: { id: '999' } });
    await verified(bench);
    expect(bench.graph.writes).toEqual([]);
  });

  test('tells a refusal, and looks again whatever the answer was', async () => {
    const bench = createBench();
    clone(bench).apps = [];
    bench.graph.fail('subscribeApp', { kind: 'outcome-unknown' }, { happens: true });
    expect(check(await verified(bench), 'app-subscription').result).toBe('match');
    const refused = createBench();
    clone(refused).apps = [];
    refused.graph.fail('subscribeApp', { kind: 'permission' });
    expect(check(await verified(refused), 'app-subscription')).toMatchObject({ result: 'mismatch' });
  });

  test('waits where a repair is throttled', async () => {
    const bench = createBench();
    clone(bench).apps = [];
    bench.graph.fail('subscribeApp', { kind: 'throttled', waitMs: 60_000 });
    expect(await bench.failing('verify', verifyInput(bench))).toMatchObject({
      type: 'Throttled',
      nextRetryDelay: 60_000,
    });
  });
});

describe('a clone billed to a card', () => {
  const onCard = (bench: Bench) => bench.call('verify', verifyInput(bench, { extendedCreditId: null }));

  test('needs somebody who pays, no line', async () => {
    const bench = createBench();
    waba(clone(bench), { primaryFundingId: 'somebodys-card' });
    expect(check(await onCard(bench), 'clone-funding').result).toBe('match');
    expect(bench.graph.calls.map(({ method }) => method)).not.toContain('listAllocations');
  });

  test('is a block where nobody pays', async () => {
    const bench = createBench();
    delete (clone(bench).waba as { primaryFundingId?: string }).primaryFundingId;
    expect(check(await onCard(bench), 'clone-funding')).toMatchObject({ result: 'mismatch', verdict: 'block' });
  });
});

test('the allocation itself is read where the list does not show its credential', async () => {
  const bench = createBench();
  bench.graph.allocations.set(`3001/${OWNER}`, [{ id: '4001' }]);
  expect(check(await verified(bench), 'clone-funding').result).toBe('match');
});

test('a revoked allocation pays for nothing', async () => {
  const bench = createBench();
  bench.graph.allocations.set(`3001/${OWNER}`, [
    { id: '4001', receivingCredentialId: 'credential-1', requestStatus: 'DELETED' },
  ]);
  expect(check(await verified(bench), 'clone-funding').result).toBe('mismatch');
});

describe('the digest', () => {
  const digestOf = async (arrange: (bench: Bench) => void = () => undefined) => {
    const bench = createBench();
    const input = verifyInput(bench);
    arrange(bench);
    return (await bench.call('verify', input)).digest;
  };

  test('is the same for the same accounts in any order', async () => {
    const reversed = await digestOf(({ graph }) => {
      for (const { numbers, templates, flows, apps } of graph.accounts.values()) {
        for (const list of [numbers, templates, flows, apps]) list.reverse();
      }
    });
    expect(reversed).toBe(await digestOf());
  });

  test('does not move with a quality rating or a verified name', async () => {
    const moved = await digestOf((bench) => {
      source(bench).numbers = source(bench).numbers.map((number) => ({
        ...number,
        qualityRating: 'RED',
        verifiedName: 'X',
      }));
    });
    expect(moved).toBe(await digestOf());
  });

  test('moves with a template, a Flow, a number', async () => {
    const digests = await Promise.all([
      digestOf(),
      digestOf((bench) => clone(bench).templates.push(template('9', 'extra'))),
      digestOf((bench) => source(bench).flows.pop()),
      digestOf((bench) => source(bench).numbers.push(phone('9', '+1 9'))),
    ]);
    expect(new Set(digests).size).toBe(4);
  });
});

describe('the evidence', () => {
  test('holds both accounts and every id, and no message text', async () => {
    const bench = createBench();
    clone(bench).templates.pop();
    const { evidencePath } = await verified(bench);
    const text = readFileSync(evidencePath!, 'utf8');
    const evidence = evidenceSchema.parse(JSON.parse(text));
    expect(evidence.idMap?.templates).toEqual([
      { key: 'order_update:en_US', source: '10001', clone: '20001' },
      { key: 'order_update:hi', source: '10002', clone: null },
    ]);
    expect(evidence.before?.templates?.[0]?.contentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(text).not.toContain('Text of');
    expect(text).not.toContain('secret');
  });

  test('holds what a person approves: digest, checks and differences, and the traces of what Meta refused', async () => {
    const bench = createBench();
    bench.graph.fail('listFlows', { kind: 'permission' }, { id: CLONE });
    const { evidencePath, digest, checks, differences } = await verified(bench);
    const evidence = evidenceSchema.parse(JSON.parse(readFileSync(evidencePath!, 'utf8')));
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(evidence).toMatchObject({ digest, checks, differences, fbtraceIds: ['trace-1'] });
    expect(differences.length).toBeGreaterThan(0);
  });

  test('holds the approvals given so far', async () => {
    const bench = createBench();
    const approvals = [{ by: 'local:ops', at: '2026-11-22T11:00:00.000Z', digest: 'd'.repeat(64), comment: null }];
    const { evidencePath } = await bench.call('verify', verifyInput(bench, { approvals }));
    expect(evidenceSchema.parse(JSON.parse(readFileSync(evidencePath!, 'utf8'))).approvals).toEqual(approvals);
  });

  test('names no trace where Meta refused nothing', async () => {
    const { evidencePath } = await verified(createBench());
    expect(evidenceSchema.parse(JSON.parse(readFileSync(evidencePath!, 'utf8'))).fbtraceIds).toEqual([]);
  });

  test('that cannot be written does not stop the verification', async () => {
    const bench = createBench({ evidenceDir: '/dev/null/evidence' });
    expect(await verified(bench)).toMatchObject({ evidencePath: null, digest: expect.any(String) as unknown });
  });
});
