/** The Temporal server is murdered while changes are under way over HTTP: each has one honest answer, and happens once. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '../../client/api/problems';
import { startProcess } from './harness/child-process';
import { createWorld, CREDIT_LINE, effectsOf, fetchHistory, until, type Child, type World } from './harness';

let world: World;
let folder: string;
let api: Child;
let url: string;

beforeAll(async () => {
  world = await createWorld();
  folder = await mkdtemp(join(tmpdir(), 'waba-api-'));
  const env = { ...world.server.env, EVIDENCE_DIR: world.evidenceDir, STATE_DIR: folder, PORT: '0' };
  api = startProcess('api', [], { cwd: folder, env });
  ({ url } = JSON.parse(await api.line(/"url"/)) as { url: string });
});
afterAll(async () => {
  await api?.end('SIGTERM');
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A change that is sent again and again with one key and one body. */
interface Change {
  readonly path: string;
  readonly body: object;
  readonly key: string;
}

const send = ({ path, body, key }: Change): Promise<Response> =>
  world.fetch(
    new Request(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    }),
  );

/** An answer is the result, or says that Temporal is away and when to try again; nothing else is honest here. */
async function isHonest(response: Response): Promise<boolean> {
  if (response.ok) return true;
  const { type } = (await response.clone().json()) as Problem;
  const away = ['/problems#temporal-unavailable', '/problems#no-worker'].includes(type);
  return response.status === 503 && away && Number(response.headers.get('retry-after')) > 0;
}

/** Repeats a change until it is answered with its result. */
const repeated = (change: Change): Promise<Response> =>
  until(`a result of ${change.path}`, 90_000, async () => {
    const answer = await send(change);
    expect([change.path, answer.status, await isHonest(answer)]).toEqual([change.path, answer.status, true]);
    return answer.ok ? answer : undefined;
  });

/** Accounts of each kind: those that start and those that are approved. */
const EACH = [1, 2, 3];

test('starts and approvals that the kill overtakes are repeated with their keys, and each happens once', async () => {
  const start = (wabaId: string, approval: 'auto' | 'manual'): Change => ({
    path: '/v1/migrations',
    body: { wabaId, targetCurrency: 'INR', extendedCreditId: CREDIT_LINE, approval },
    key: `start-${wabaId}`,
  });
  const waiting = await Promise.all(EACH.map(() => world.addAccount({ templates: 1, flows: 0 })));
  const fresh = await Promise.all(EACH.map(() => world.addAccount({ templates: 1, flows: 0 })));
  const approvals: Change[] = [];
  for (const { id } of waiting) {
    await repeated(start(id, 'manual'));
    const { report } = await world.waitForPhase(id, 'awaiting-approval');
    approvals.push({ path: `/v1/migrations/${id}/approve`, body: { digest: report?.digest }, key: `approve-${id}` });
  }
  const starts = fresh.map(({ id }) => start(id, 'auto'));
  const changes = [...approvals, ...starts];
  // One has its answer when the server dies, some are half done, and the last ones have only just been sent.
  const [firstStart, ...laterStarts] = starts as [Change, ...Change[]];
  const underWay = [...approvals, firstStart].map(send);
  await Promise.race(underWay);
  underWay.push(...laterStarts.map(send));
  await world.server.kill();
  const answers = await Promise.all(underWay);
  for (const answer of answers) expect([answer.status, await isHonest(answer)]).toEqual([answer.status, true]);
  // Else nothing was killed while it was under way, or everything was.
  expect(answers.some(({ ok }) => ok)).toBe(true);
  expect(answers.some(({ status }) => status === 503)).toBe(true);

  await world.server.restart();
  for (const change of changes) await repeated(change);
  const all = [...waiting, ...fresh];
  for (const { id } of all) await world.waitForPhase(id, 'completed', { timeoutMs: 150_000 });
  for (const { id } of waiting) {
    const { runId } = await world.migrations.get(id);
    const { history } = await fetchHistory(world.client, { workflowId: `migrate-waba/${id}`, runId });
    const accepted = (history.events ?? []).filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes);
    expect([id, accepted.length]).toEqual([id, 1]);
  }
  for (const { id } of all) {
    const runs: string[] = [];
    for await (const run of world.client.workflow.list({ query: `WorkflowId = "migrate-waba/${id}"` }))
      runs.push(run.runId);
    expect([id, runs.length]).toEqual([id, 1]);
  }
  const found = await world.finish();
  for (const kind of ['initiated', 'resume-accepted']) expect(effectsOf(found, kind)).toHaveLength(all.length);
}, 300_000);
