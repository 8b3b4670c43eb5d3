import { createServer, type Server } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountNow, APP_ID, blocksOf, createWorld, effectsOf, type AccountChanges, type World } from './harness';

const VERIFY_TOKEN = 'a-verify-token-that-nobody-sees';

let world: World;
let callbacks: Server;
let folder: string;
/** A callback URL whose verify token the workers know, and one whose token they do not. */
let known: string;
let unknown: string;

beforeAll(async () => {
  // Meta's handshake: whoever sets an override must get the challenge back from it, for the right verify token.
  callbacks = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const isRight = asked.get('hub.verify_token') === VERIFY_TOKEN;
    response.writeHead(isRight ? 200 : 403).end(isRight ? asked.get('hub.challenge') : '');
  });
  await new Promise<void>((resolve) => callbacks.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(callbacks.address() as AddressInfo).port}`;
  known = `${origin}/webhooks/known`;
  unknown = `${origin}/webhooks/unknown`;
  folder = await mkdtemp(join(tmpdir(), 'waba-verify-tokens-'));
  const file = join(folder, 'tokens.json');
  await writeFile(file, JSON.stringify({ [known]: VERIFY_TOKEN }), { mode: 0o600 });
  world = await createWorld({ workerEnv: { WEBHOOK_VERIFY_TOKENS_FILE: file }, secrets: [VERIFY_TOKEN] });
});
afterEach(() => world.finish());
afterAll(async () => {
  await world?.close();
  await new Promise((resolve) => callbacks.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

/** Starts migrations of such accounts, all before the first one is waited for. */
async function startAll(...accounts: AccountChanges[]) {
  const made = [];
  for (const changes of accounts) {
    const waba = await world.addAccount(changes);
    await world.start(waba.id);
    made.push(waba);
  }
  return made;
}

const approveAndComplete = async (wabaId: string) => {
  await world.waitForPhase(wabaId, 'awaiting-approval');
  expect(await world.approve(wabaId)).toMatchObject({ status: 0 });
  return world.waitForPhase(wabaId, 'completed');
};

const overridden = (url: string): AccountChanges => ({ apps: [{ id: APP_ID, overrideCallbackUri: url }] });

describe('a template that did not arrive on the clone holds the run up', () => {
  it('until a person waives it, or makes it on the clone and has the run look again', async () => {
    const lossy = { templates: 4, behaviour: { templatesLost: 1 } };
    const [waived, repaired] = await startAll(lossy, lossy);
    for (const waba of [waived, repaired]) {
      const blocked = await world.waitForPhase(waba?.id ?? '', 'needs-operator');
      expect(blocksOf(blocked)).toEqual(['templates']);
      expect(blocked.report?.checks.find(({ name }) => name === 'templates')?.counts).toMatchObject({ missing: 1 });
    }

    const order = ['--check', 'templates', '--reason', 'nobody uses it'];
    expect(await world.wabactl('migrate', 'waive', waived?.id ?? '', ...order)).toMatchObject({ status: 0 });
    const clone = (await world.migrations.get(repaired?.id ?? '')).destinationWabaId ?? '';
    const lost = repaired?.templates.at(-1);
    if (lost === undefined) throw new Error('the account has no template');
    const { name, language, category } = lost;
    await world.simulator.changeWaba(clone, { templates: { add: [{ name, language, category }] } });
    await world.wabactl('migrate', 'retry', repaired?.id ?? '', '--step', 'verify');

    const doneWaived = await approveAndComplete(waived?.id ?? '');
    expect(doneWaived.report?.checks.find((check) => check.name === 'templates')).toMatchObject({ waived: true });
    const doneRepaired = await approveAndComplete(repaired?.id ?? '');
    expect(doneRepaired.report?.checks.find((check) => check.name === 'templates')).toMatchObject({ result: 'match' });
    expect((await accountNow(world, clone)).templates).toHaveLength(4);
  });
});

describe('a clone for which nobody pays', () => {
  it('waits for a person, and goes on once it is funded', async () => {
    // No line is named, so there is none to share.
    const waba = await world.addAccount({ funding: 'none' });
    await world.wabactl('migrate', 'start', '--waba', waba.id, '--to', 'INR');
    const blocked = await world.waitForPhase(waba.id, 'needs-operator');
    expect(blocksOf(blocked)).toEqual(['clone-funding']);
    expect(blocked.waitingFor?.verbs).toEqual(expect.arrayContaining(['retry', 'waive', 'abandon']));

    await world.simulator.changeWaba(blocked.destinationWabaId ?? '', { funding: 'card' });
    await world.wabactl('migrate', 'retry', waba.id, '--step', 'verify');
    const done = await approveAndComplete(waba.id);
    expect(blocksOf(done)).toEqual([]);
  });
});

describe('what Meta did not clone of our subscription is repaired once, where we can', () => {
  it('our app that is absent is subscribed, and an override whose verify token is known is set again', async () => {
    const [bare, withOverride, both] = await startAll(
      { behaviour: { appLost: true } },
      { ...overridden(known), behaviour: { overrideLost: true } },
      { ...overridden(known), behaviour: { appLost: true } },
    );
    const subscribed = new Map<string, string | null>();
    for (const waba of [bare, withOverride, both]) {
      const done = await approveAndComplete(waba?.id ?? '');
      subscribed.set(done.destinationWabaId ?? '', waba === bare ? null : known);
    }
    const repairs = effectsOf(await world.finish(), 'app-subscribed').map(({ effect }) => effect);
    expect(repairs).toHaveLength(3);
    for (const [wabaId, overrideCallbackUri] of subscribed) {
      expect(repairs).toContainEqual({ kind: 'app-subscribed', wabaId, appId: APP_ID, overrideCallbackUri });
    }
  });

  it('an override whose verify token is not known blocks, untouched, until somebody sets it or waives it', async () => {
    const [waba] = await startAll({ ...overridden(unknown), behaviour: { overrideLost: true } });
    const blocked = await world.waitForPhase(waba?.id ?? '', 'needs-operator');
    expect(blocksOf(blocked)).toEqual(['callback-override']);
    expect(blocked.waitingFor?.reason).toContain(unknown);

    await world.simulator.changeWaba(blocked.destinationWabaId ?? '', overridden(unknown));
    await world.wabactl('migrate', 'retry', waba?.id ?? '', '--step', 'verify');
    await approveAndComplete(waba?.id ?? '');
    expect(effectsOf(await world.finish(), 'app-subscribed')).toEqual([]);
  });
});
