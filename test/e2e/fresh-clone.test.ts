/**
 * The project as a new user meets it: a clone, `npm start`, Ctrl-C, `npm start` again. What is committed is cloned, so
 * changes that are not committed are not tested here.
 */
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
