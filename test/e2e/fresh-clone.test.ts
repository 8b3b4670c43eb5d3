/**
 * The project as a new user meets it: a clone, `npm start`, Ctrl-C, `npm start` again. What is committed is cloned, so
 * changes that are not committed are not tested here.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { createKey } from '../../client/access';
import { fromJson, toJson, type Payloads } from '../../client/codec/payloads';
import { cloneCheckout, type FreshClone, type RunningCommand } from './harness/fresh-clone';

const AUTOMATIC = '102290129340398';
const WAITING = '102290129340399';

let clone: FreshClone;
beforeAll(async () => {
  clone = await cloneCheckout();
});
afterAll(() => clone?.remove());

/** Presses Ctrl-C: the program says that it has stopped, last of all, and leaves no process behind. */
async function expectCleanStop(started: RunningCommand): Promise<void> {
  const { status, signal, output } = await started.interrupt();
  expect(output.trimEnd().split('\n').at(-1)).toMatch(/^Stopped\. Everything is kept/);
  // Where npm's shell stays between them (dash does), it dies of the Ctrl-C itself and npm ends as that did.
  expect([0, 'SIGINT']).toContain(status ?? signal);
  expect(await clone.processes()).toEqual([]);
}

/** Opens the address of the dashboard as a browser does: its document comes, and the script that the document names. */
async function expectDashboard(started: RunningCommand): Promise<void> {
  const [, url = ''] = await started.says(/^ +Dashboard +(http\S+)$/m);
  const page = await fetch(url, { headers: { accept: 'text/html' } });
  expect(page.headers.get('content-type')).toContain('text/html');
  const [, source = 'no script'] = /<script [^>]*src="([^"]+)"/.exec(await page.text()) ?? [];
  const script = await fetch(new URL(source, url));
  expect(script.headers.get('content-type')).toContain('javascript');
}

/** Pastes the first line with curl into a shell, unchanged: it lists the samples. */
async function expectFirstRequest(started: RunningCommand): Promise<void> {
  const [, line = ''] = await started.says(/^ +(curl .+)$/m);
  const { status, output } = await clone.start('sh', '-c', line).ended;
  expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining(`"wabaId":"${WAITING}"`) as string });
}

describe('npm start in a fresh clone', () => {
  it('says where the dashboard is and how to ask the API, moves one sample by itself, keeps the other over Ctrl-C, and moves that when it is approved', async () => {
    const first = clone.start('npm', 'start');
    await first.says(new RegExp(`\\(${AUTOMATIC}\\)  completed: `));
    const [, digest = ''] = await first.says(new RegExp(`migrate approve ${WAITING} --digest ([0-9a-f]{64})`));
    await expectDashboard(first);
    await expectFirstRequest(first);

    await expectCleanStop(first);

    const second = clone.start('npm', 'start');
    await second.says(new RegExp(`Found the sample ${AUTOMATIC}`));
    await second.says(new RegExp(`Found the sample ${WAITING}`));
    // The wait is the one that was there before: the same digest is asked for.
    await second.says(new RegExp(`migrate approve ${WAITING} --digest ${digest}`));
    const runOf = (output: string, wabaId: string) =>
      new RegExp(`sample ${wabaId}.*/workflows/(\\S+)/history`).exec(output)?.[1];
    for (const wabaId of [AUTOMATIC, WAITING]) {
      expect(runOf(second.output(), wabaId)).toBe(runOf(first.output(), wabaId));
    }

    const approved = await clone.start('npx', 'wabactl', 'migrate', 'approve', WAITING, '--digest', digest).ended;
    expect(approved).toMatchObject({ status: 0 });
    await second.says(new RegExp(`\\(${WAITING}\\)  completed: `));

    await expectCleanStop(second);
    expect(second.output()).not.toContain('Started the sample');
  }, 1_800_000);
});

/** What Temporal stores of the input of a run, as its Web UI hands it to a codec server. */
async function storedInput(started: RunningCommand, wabaId: string): Promise<Payloads> {
  const [, address] = await started.says(/^ +Temporal +(\S+) \(/m);
  const [, namespace] = await started.says(/\/namespaces\/([^/]+)\/workflows$/m);
  const connection = await Connection.connect({ address: address ?? '' });
  try {
    const { history } = await connection.workflowService.getWorkflowExecutionHistory({
      namespace: namespace ?? '',
      execution: { workflowId: `migrate-waba/${wabaId}` },
      maximumPageSize: 1,
    });
    const { input } = history?.events?.[0]?.workflowExecutionStartedEventAttributes ?? {};
    return toJson(input?.payloads ?? []);
  } finally {
    await connection.close();
  }
}

/** The inputs that payloads hold; throws where they are encrypted. */
const inputsOf = (payloads: Payloads) =>
  fromJson(payloads).map(({ data }) => JSON.parse(Buffer.from(data ?? []).toString()) as { wabaId: string });

describe('npm start with PAYLOAD_KEYS and API keys', () => {
  it('has a codec server, which its Web UI knows: it shows what is encrypted by a key or the session of the dashboard, and ends with the rest', async () => {
    const apiKeysFile = join(clone.dir, 'keys.json');
    const { key } = await createKey(apiKeysFile, { name: 'reader', role: 'viewer', expires: null }, new Date());
    const settings = {
      PAYLOAD_KEYS: `autumn:${randomBytes(32).toString('base64')}`,
      API_KEYS_FILE: apiKeysFile,
      // What was stored before stays readable without keys: this is another database.
      STATE_DIR: join(clone.dir, '.state-encrypted'),
    };
    const given = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
    const started = clone.start('env', ...given, 'npm', 'start');
    const [, codecUrl = '', apiUrl = ''] = await started.says(/^ +Codec server +(http\S+): sign in at (http\S+);/m);
    const [, uiUrl = ''] = await started.says(/^ +Temporal Web UI +(http:\/\/[^/]+)\//m);
    await started.says(new RegExp(`migrate approve ${WAITING} `));

    const stored = await storedInput(started, WAITING);
    expect(stored.payloads).toHaveLength(1);
    expect(() => inputsOf(stored)).toThrow(SyntaxError);
    const decode = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${codecUrl}/decode`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(stored),
      });
    expect((await decode({})).status).toBe(401);
    expect((await decode({ authorization: `Bearer ${key}x` })).status).toBe(401);
    const byKey = await decode({ authorization: `Bearer ${key}` });
    expect(inputsOf((await byKey.json()) as Payloads)).toMatchObject([{ wabaId: WAITING }]);

    const signedIn = await fetch(`${apiUrl}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: apiUrl },
      body: JSON.stringify({ key }),
    });
    const [cookie = ''] = (signedIn.headers.get('set-cookie') ?? '').split(';');
    const bySession = await decode({ cookie, origin: uiUrl });
    expect(inputsOf((await bySession.json()) as Payloads)).toMatchObject([{ wabaId: WAITING }]);
    expect(bySession.headers.get('access-control-allow-origin')).toBe(uiUrl);
    expect((await decode({ origin: uiUrl })).status).toBe(401);

    const webUi = await (await fetch(`${uiUrl}/api/v1/settings`)).json();
    expect(webUi).toMatchObject({ Codec: { Endpoint: codecUrl } });
    expect(await clone.processes()).toContainEqual(expect.stringMatching(/codec-server\.js/));
    await expectCleanStop(started);
    await expect(fetch(`${codecUrl}/healthz`)).rejects.toThrow();
  }, 1_800_000);
});
