/** A worker's own metrics, as Prometheus scrapes them. */
import { freePort } from '../../runtime/ports';
import { createWorld, until, type World } from './harness';

let world: World;
let address: string;
beforeAll(async () => {
  address = `127.0.0.1:${await freePort(19_464, () => undefined, 'the metrics')}`;
  world = await createWorld({ workerEnv: { METRICS_ADDRESS: address } });
});
afterEach(() => world.finish());
afterAll(() => world?.close());

/** The worker's metrics; asked again until it has started. */
const scrape = (): Promise<string> =>
  until('metrics of the worker', 60_000, () =>
    fetch(`http://${address}/metrics`)
      .then((response) => response.text())
      .catch(() => undefined),
  );

/** The value of the one series that has all of these labels; 0 where there is none yet. */
function valueOf(text: string, name: string, labels: readonly string[]): number {
  const line = text
    .split('\n')
    .find((one) => one.startsWith(`${name}{`) && labels.every((label) => one.includes(label)));
  return line === undefined ? 0 : Number(line.split(' ').at(-1));
}

test('show that Meta throttles, and for how long calls are put off', async () => {
  const before = await scrape();
  expect(valueOf(before, 'waba_graph_calls_total', ['outcome="throttled"'])).toBe(0);

  const waba = await world.addAccount();
  const rule = { fault: 'throttle', regainMinutes: 1, path: '/message_templates$', skip: 1, wabaId: waba.id } as const;
  await world.simulator.addFault(rule);
  await world.start(waba.id);
  await world.waitForPhase(waba.id, 'verifying', { where: ({ polling }) => polling !== null });
  const throttled = ['outcome="throttled"', 'budget="waba"'];
  const text = await until('the throttling in the metrics', 60_000, async () => {
    const now = await scrape();
    return valueOf(now, 'waba_graph_calls_total', throttled) > 0 ? now : undefined;
  });
  expect(valueOf(text, 'waba_graph_calls_total', throttled)).toBe(1);
  expect(valueOf(text, 'waba_graph_wait_seconds_count', throttled)).toBe(1);
  expect(valueOf(text, 'waba_graph_wait_seconds_sum', throttled)).toBe(60);
  expect(valueOf(text, 'waba_graph_calls_total', ['outcome="ok"', 'budget="waba"'])).toBeGreaterThan(0);
  expect(text).toMatch(/^temporal_/m);
  expect(text).not.toContain(waba.id);
  await world.waitForPhase(waba.id, 'awaiting-approval', { timeoutMs: 100_000 });
}, 240_000);
