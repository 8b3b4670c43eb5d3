import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as cache from '../../../runtime/server-cache';
import {
  findServer,
  findTestServer,
  isAtLeast,
  parseServerVersion,
  ServerNotFoundError,
} from '../../../runtime/server-finder';
import { SettingsError } from '../../../runtime/settings';

jest.mock('../../../runtime/server-cache', () => {
  const actual = jest.requireActual<typeof cache>('../../../runtime/server-cache');
  return { ...actual, downloadWithSdk: jest.fn() };
});
const download = jest.mocked(cache.downloadWithSdk);

let dir: string;
let lines: string[];
const log = (line: string): void => void lines.push(line);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'finder-'));
  lines = [];
  download.mockReset().mockRejectedValue(new Error('no route to the download'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** A program that is a shell script. */
function program(path: string, script: string): string {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), `#!/bin/sh\n${script}\n`);
  chmodSync(join(dir, path), 0o755);
  return join(dir, path);
}
const temporal = (path: string, server: string): string =>
  program(path, `echo "temporal version 1.0.0 (Server ${server}, UI 2.50.1)"`);
/** The folder of a server in the cache; servers of other platforms may lie beside it. */
const folder = (name: string, version: string): string => `${name}-${version}-${process.platform}-${process.arch}`;
const cached = (): string => temporal(`cache/${folder('temporal-cli', cache.PINNED.cli)}/temporal`, '1.31.2');
const go = (version: string, build = 'exit 1'): string =>
  program('bin/go', `[ "$1" = version ] && echo "go version go${version} linux/amd64" && exit 0\n${build}`);

/** The PATH holds one folder of ours and what a shell script needs. */
const options = (env: NodeJS.ProcessEnv = {}) => ({
  log,
  cacheDir: join(dir, 'cache'),
  env: { PATH: join(dir, 'bin'), ...env },
});
const reject = async (found: Promise<unknown>): Promise<Error> => {
  const error: unknown = await found.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Error) return error;
  throw new Error('a server was found');
};

describe('a Temporal server is looked for', () => {
  test('first where TEMPORAL_CLI_PATH says, before the PATH and the cache', async () => {
    const named = temporal('named/temporal', '1.31.0');
    temporal('bin/temporal', '1.32.0');
    cached();
    const found = await findServer(options({ TEMPORAL_CLI_PATH: named }));
    expect(found).toEqual({ path: named, version: '1.31.0', foundBy: 'setting' });
  });

  test('then on the PATH, before the cache', async () => {
    const path = temporal('bin/temporal', '1.32.0');
    cached();
    expect(await findServer(options())).toEqual({ path, version: '1.32.0', foundBy: 'path' });
  });

  test('an older one is passed over with a line, wherever it is', async () => {
    const named = temporal('named/temporal', '1.30.9');
    temporal('bin/temporal', '1.9.4');
    const path = cached();
    expect(await findServer(options({ TEMPORAL_CLI_PATH: named }))).toMatchObject({ path, foundBy: 'cache' });
    expect(lines).toEqual([
      expect.stringMatching(/Passed over: .*named.* 1\.30\.9, older than 1\.31/),
      expect.stringMatching(/Passed over: .*bin.* 1\.9\.4, older than 1\.31/),
    ]);
  });

  test('one that does not tell its version is passed over too', async () => {
    program('bin/temporal', 'echo something else');
    cached();
    expect(await findServer(options())).toMatchObject({ foundBy: 'cache' });
    expect(lines.join()).toContain('does not tell its server version');
  });

  test('TEMPORAL_CLI_PATH that names nothing stops with one line', async () => {
    const error = await reject(findServer(options({ TEMPORAL_CLI_PATH: join(dir, 'absent') })));
    expect(error).toBeInstanceOf(SettingsError);
    expect(error.message).toMatch(/^TEMPORAL_CLI_PATH: [^\n]+$/);
  });

  test('then it is downloaded into the cache, where the next search finds it', async () => {
    download.mockImplementation(async ({ name }, folder) => {
      writeFileSync(join(folder, name), '#!/bin/sh\necho "temporal version 1 (Server 1.31.2, UI 2)"\n', {
        mode: 0o755,
      });
      await Promise.resolve();
    });
    go('1.26.8');
    expect(await findServer(options())).toMatchObject({ foundBy: 'download', version: '1.31.2' });
    expect(await findServer(options())).toMatchObject({ foundBy: 'cache' });
    expect(download).toHaveBeenCalledTimes(1);
  });

  test('then it is built with Go into the cache, from pinned modules only', async () => {
    const build =
      'echo "$@" > args; while [ "$1" != -o ]; do shift; done\n' +
      `printf '#!/bin/sh\\necho "temporal version 1 (Server 1.31.2, UI 2)"\\n' > "$2"; /bin/chmod 755 "$2"`;
    go(
      '1.26.4',
      build.replace('> args', `> ${join(dir, 'args')}; echo "$GOFLAGS$GOWORK$GOTOOLCHAIN" >> ${join(dir, 'args')}`),
    );
    const found = await findServer(options({ GOFLAGS: '-mod=mod' }));
    expect(found).toMatchObject({ foundBy: 'go', version: '1.31.2' });
    const args = jest.requireActual<typeof import('node:fs')>('node:fs').readFileSync(join(dir, 'args'), 'utf8');
    expect(args).toContain('-mod=readonly');
    expect(args).toContain('offlocal');
    expect(args).not.toContain('-mod=mod');
    expect(lines.join()).toMatch(/Building .* minutes/);
    expect(readdirSync(join(dir, 'cache'))).toEqual([folder('temporal-cli', cache.PINNED.cli)]);
  });

  const write = (script: string) => async (what: { readonly name: string }, into: string) => {
    await Promise.resolve();
    writeFileSync(join(into, what.name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  };
  const works = 'echo "temporal version 1 (Server 1.31.2, UI 2)"';

  test.each([
    ['does not run', () => program(`cache/${folder('temporal-cli', cache.PINNED.cli)}/temporal`, 'exit 126')],
    ['is missing in its folder', () => rmSync(cached())],
    ['may not be executed', () => chmodSync(cached(), 0o644)],
  ])('one in the cache that %s is replaced', async (_what, damage) => {
    damage();
    download.mockImplementation(write(works));
    expect(await findServer(options())).toMatchObject({ foundBy: 'download', version: '1.31.2' });
    expect(await findServer(options())).toMatchObject({ foundBy: 'cache' });
    expect(lines.join()).toContain('broken; it is removed');
  });

  test('a download that does not run here leaves the cache to the next way', async () => {
    download.mockImplementation(write('exit 127'));
    go('1.26.8', `while [ "$1" != -o ]; do shift; done; printf '#!/bin/sh\\n${works}\\n' > "$2"; /bin/chmod 755 "$2"`);
    expect(await findServer(options())).toMatchObject({ foundBy: 'go', version: '1.31.2' });
  });

  test('one that another process has repaired meanwhile stays', async () => {
    const target = dirname(cached());
    await cache.dropFromCache(target, async () => Promise.resolve(false), log);
    expect(existsSync(target)).toBe(true);
  });

  test('where nothing works, one message lists every way, why it failed, and what to install', async () => {
    go('1.24.3');
    temporal('bin/temporal', '1.25.0');
    const error = await reject(findServer(options()));
    expect(error).toBeInstanceOf(ServerNotFoundError);
    expect(error.message).toMatch(/TEMPORAL_CLI_PATH: not set/);
    expect(error.message).toMatch(/PATH: .*1\.25\.0, older than 1\.31/);
    expect(error.message).toMatch(/cache .*: empty/);
    expect(error.message).toMatch(/download: no route to the download/);
    expect(error.message).toMatch(/Go: Go 1\.24\.3 is older than 1\.26\.4/);
    expect(error.message).toMatch(/Install the Temporal CLI .* or Go 1\.26\.4 or newer, or set TEMPORAL_ADDRESS/);
  });

  test('a build that fails says why, and leaves nothing in the cache', async () => {
    go('1.26.8', 'echo "disk is full" >&2; exit 2');
    expect((await reject(findServer(options()))).message).toContain('building it with Go: disk is full');
    expect(readdirSync(join(dir, 'cache'))).toEqual([]);
  });
});

describe('the time-skipping test server is looked for', () => {
  test('first where TEMPORAL_TEST_SERVER_PATH says, then in the cache', async () => {
    const path = program('named/server', 'exit 0');
    const inCache = program(
      `cache/${folder('temporal-test-server', cache.PINNED.testServer)}/temporal-test-server`,
      'exit 0',
    );
    expect(await findTestServer(options({ TEMPORAL_TEST_SERVER_PATH: path }))).toMatchObject({
      path,
      foundBy: 'setting',
    });
    expect(await findTestServer(options())).toMatchObject({ path: inCache, foundBy: 'cache' });
  });

  test.each([
    ['no Java', [], /Java is not on the PATH/],
    ['Java without Maven', ['bin/java'], /Maven \(mvn\) is not on the PATH/],
  ])('%s: the message says what to install', async (_what, programs, why) => {
    programs.forEach((path) => program(path, 'exit 0'));
    const error = await reject(findTestServer(options()));
    expect(error.message).toMatch(why);
    expect(error.message).toMatch(/Install Java 8 or newer and Maven/);
  });

  test('a jar that is not the pinned one is refused, and nothing is placed', async () => {
    program('bin/java', 'exit 0');
    program(
      'bin/mvn',
      'for a in "$@"; do case "$a" in -DoutputDirectory=*) d="${a#*=}";; esac; done; /bin/mkdir "$d"; echo x > "$d/grpc-api-1.76.0.jar"',
    );
    expect((await reject(findTestServer(options()))).message).toMatch(/grpc-api-1\.76\.0\.jar has another checksum/);
    expect(readdirSync(join(dir, 'cache'))).toEqual([]);
  });
});

describe('versions', () => {
  test.each([
    ['temporal version 1.8.2 (Server 1.31.2, UI 2.50.1)', '1.31.2'],
    ['temporal version 0.0.0-DEV (Server 1.31.2, UI 2.50.1)', '1.31.2'],
    ['temporal version 1.9.1 (Server 1.32.0-153.1, UI 2.51.0)', '1.32.0'],
    ['temporal version v0.10.7 (server v1.22.0) (ui v2.17.2)', '1.22.0'],
    ['tctl version 1.18.0', undefined],
  ])('%s has server %s', (said, version) => {
    expect(parseServerVersion(said)).toBe(version);
  });

  test.each([
    ['1.31.0', true],
    ['1.31', true],
    ['1.100.0', true],
    ['2.0.0', true],
    ['1.30.9', false],
    ['1.9.9', false],
  ])('%s is at least 1.31: %s', (version, answer) => {
    expect(isAtLeast(version, '1.31')).toBe(answer);
  });
});

describe('the cache', () => {
  const target = (): string => join(dir, 'cache', 'thing');
  const file = (): string => join(target(), 'file');

  test('makes a thing once when two want it at the same time, and the second finds the result', async () => {
    let [made, running, together] = [0, 0, 0];
    const make = async (folder: string): Promise<void> => {
      made += 1;
      together = Math.max(together, (running += 1));
      // The second must have come, and said so, while the first still makes it.
      while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      writeFileSync(join(folder, 'file'), 'whole');
      running -= 1;
    };
    await Promise.all([cache.placeInCache(target(), make, log), cache.placeInCache(target(), make, log)]);
    expect([made, together, existsSync(file())]).toEqual([1, 1, true]);
    expect(lines).toEqual([expect.stringContaining('Another process is preparing thing')]);
  });

  test('shows a thing only when it is whole', async () => {
    await cache.placeInCache(
      target(),
      async (folder) => {
        writeFileSync(join(folder, 'file'), 'half');
        expect(existsSync(target())).toBe(false);
        await Promise.resolve();
      },
      log,
    );
    expect(existsSync(file())).toBe(true);
  });

  test('clears away what a killed process left, and lets the next one try after a failure', async () => {
    mkdirSync(join(dir, 'cache', 'thing.partial-old'), { recursive: true });
    await expect(cache.placeInCache(target(), () => Promise.reject(new Error('no')), log)).rejects.toThrow('no');
    expect(readdirSync(join(dir, 'cache'))).toEqual([]);
    await cache.placeInCache(target(), async (folder) => Promise.resolve(writeFileSync(join(folder, 'file'), '')), log);
    expect(existsSync(file())).toBe(true);
  });

  test('builds from no module list but the pinned one', async () => {
    writeFileSync(join(dir, 'go.mod'), 'module other');
    const never = { path: join(dir, 'never'), env: {} };
    await expect(cache.buildWithGo(never, dir, log, dir)).rejects.toThrow(/go\.mod has another checksum/);
  });
});
