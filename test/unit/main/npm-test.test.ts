import { NEEDS_META_SPECS } from '../../helpers/meta-specs';
import { moduleUrl, runModule } from '../../helpers/run-module';

interface Counted {
  readonly passed: number;
  readonly failed: number;
  readonly notes: readonly string[];
}

/** A report as Jest writes it, as far as it is read. */
function report(tests: readonly (readonly [name: string, status: string])[], brokenFiles = 0): object {
  const count = (status: string): number => tests.filter(([, how]) => how === status).length;
  return {
    numTotalTests: tests.length,
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numRuntimeErrorTestSuites: brokenFiles,
    testResults: [{ assertionResults: tests.map(([fullName, status]) => ({ fullName, status })) }],
  };
}

async function count(jest: object | undefined, status: number, specsAreAbsent = false): Promise<Counted> {
  const printed = await runModule(`
    import { countSuite } from '${moduleUrl('test/results.mjs')}';
    const counted = countSuite(${JSON.stringify(jest)}, ${status}, { specsAreAbsent: ${specsAreAbsent} });
    console.log(JSON.stringify(counted));
  `);
  return JSON.parse(printed) as Counted;
}

describe('what npm test counts', () => {
  test('is what passed and what failed', async () => {
    const jest = report([
      ['one', 'passed'],
      ['two', 'passed'],
      ['three', 'failed'],
    ]);
    expect(await count(jest, 1)).toEqual({ passed: 2, failed: 1, notes: [] });
  });

  test('is a failure where Jest wrote no report', async () => {
    expect(await count(undefined, 0)).toMatchObject({ passed: 0, failed: 1 });
  });

  test('is a failure where no test was found, even if Jest is content', async () => {
    expect(await count(report([]), 0)).toMatchObject({ passed: 0, failed: 1 });
  });

  test('is a failure for each file that could not be run', async () => {
    expect(await count(report([['one', 'passed']], 2), 1)).toMatchObject({ passed: 1, failed: 2 });
  });

  test.each(['pending', 'todo', 'skipped', 'disabled'])(
    'is a failure for a test that is %s, by name',
    async (status) => {
      const counted = await count(
        report([
          ['one', 'passed'],
          ['sends nothing twice', status],
        ]),
        0,
      );
      expect(counted).toMatchObject({ passed: 1, failed: 1 });
      expect(counted.notes.join()).toContain('sends nothing twice');
    },
  );

  test('leaves out a test that needs what Meta publishes where that is absent, and only then', async () => {
    const jest = report([
      ['one', 'passed'],
      [`agrees with the specification ${NEEDS_META_SPECS}`, 'pending'],
    ]);
    expect(await count(jest, 0, true)).toEqual({
      passed: 1,
      failed: 0,
      notes: [expect.stringContaining(`agrees with the specification ${NEEDS_META_SPECS}`)],
    });
    expect(await count(jest, 0, false)).toMatchObject({ passed: 1, failed: 1 });
  });

  test('is a failure where Jest failed without saying why', async () => {
    expect(await count(report([['one', 'passed']]), 1)).toMatchObject({ passed: 1, failed: 1 });
  });
});

describe('the environment of the tests', () => {
  test('has nothing of the caller that leads to a cluster or an account', async () => {
    const caller = {
      PATH: '/usr/bin',
      TEMPORAL_CLI_PATH: '/opt/temporal',
      TEMPORAL_ADDRESS: 'prod.tmprl.cloud:7233',
      TEMPORAL_API_KEY: 'key',
      TEMPORAL_PROFILE: 'prod',
      TEMPORAL_TLS_CLIENT_KEY_PATH: '/key.pem',
      TEMPORAL_CONFIG_FILE: '/home/somebody/temporal.toml',
      GRAPH_TOKEN: 'token',
      GRAPH_API_URL: 'https://graph.facebook.com',
      graph_token: 'token',
      META_APP_SECRET_FILE: '/secret',
      PAYLOAD_KEYS: 'k:1',
      STATE_DIR: '/var/state',
    };
    const printed = await runModule(`
      import { testEnvironment } from '${moduleUrl('test/environment.mjs')}';
      console.log(JSON.stringify(testEnvironment(${JSON.stringify(caller)})));
    `);
    expect(JSON.parse(printed)).toEqual({
      PATH: '/usr/bin',
      TEMPORAL_CLI_PATH: '/opt/temporal',
      TEMPORAL_CONFIG_FILE: process.platform === 'win32' ? '\\\\.\\nul' : '/dev/null',
    });
  });
});
