import { simulatedMeta, simulatorEnv } from '../../../main/simulated';
import { readWorkerSettings } from '../../../runtime/settings';

test("the simulator's accounts belong to one server's database: another version of the server begins with new ones", () => {
  const file = (version: string) => simulatorEnv('/state', { version }, {})['SIMULATOR_STATE_FILE'];
  expect(file('1.31.2')).toBe('/state/simulator-1.31.2.json');
  expect(file('1.32.0')).not.toBe(file('1.31.2'));
});

test('a worker against the simulator can read its settings, and calls nobody else', () => {
  const settings = readWorkerSettings(simulatedMeta('http://127.0.0.1:4010', {}), {
    cwd: __dirname,
    ignoreTemporalProfiles: true,
  });
  expect(settings.graph.baseUrl).toBe('http://127.0.0.1:4010');
  expect(settings.poll.intervalMs).toBe(2_000);
});
