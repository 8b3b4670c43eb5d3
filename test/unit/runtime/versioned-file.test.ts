import { versionedFile } from '../../../runtime/embedded-server';

test("the simulator's accounts belong to one version's database: another version of the server begins with new ones", () => {
  const files = ['1.31.2', '1.32.0'].flatMap((version) => [
    versionedFile('/state', version, 'temporal.db'),
    versionedFile('/state', version, 'simulator.json'),
  ]);
  expect(files).toEqual([
    '/state/temporal-1.31.2.db',
    '/state/simulator-1.31.2.json',
    '/state/temporal-1.32.0.db',
    '/state/simulator-1.32.0.json',
  ]);
});
