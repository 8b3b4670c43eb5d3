import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findSchemathesis } from './schemathesis';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waba-python-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A script in place of the only Python on the PATH; the environments that it makes run the second one. */
async function fakePython(script: string, inEnvironment = 'exit 0'): Promise<void> {
  const path = join(folder, 'bin', 'python3');
  await mkdir(dirname(path));
  const made = join(folder, 'made');
  await writeFile(made, `#!/bin/sh\n${inEnvironment}\n`);
  await writeFile(path, `#!/bin/sh\nMADE=${made}\n${script}\n`);
  await chmod(path, 0o755);
}
const find = () =>
  findSchemathesis({
    env: { PATH: `${join(folder, 'bin')}:/usr/bin:/bin` },
    cacheDir: join(folder, 'cache'),
    log: () => undefined,
  });

/** Tells version 3.12, and makes environments; each is noted in a file. */
const FITTING = `
case "$2" in
  venv) mkdir -p "$3/bin" && cp "$MADE" "$3/bin/python" && chmod +x "$3/bin/python" && echo made >> "$MADE.log" ;;
  *print*) echo 3.12 ;;
esac`;

test('where there is no Python, one line says what to install', async () => {
  await expect(findSchemathesis({ env: { PATH: folder }, cacheDir: folder, log: () => undefined })).rejects.toThrow(
    /^The fuzz needs Python, and python3 is not on the PATH\. Install Python 3\.11 .*apt-get install python3-venv.*$/,
  );
});

test.each([
  ['is too old', 'echo 3.9', /^Python 3\.9 is too old\. Install .*$/],
  [
    'lacks venv',
    'case "$2" in *print*) echo 3.12 ;; *) exit 1 ;; esac',
    /^Python 3\.12 .* venv .* is not\. Install .*$/,
  ],
])('a Python that %s is told in one line', async (_how, script, said) => {
  await fakePython(script);
  await expect(find()).rejects.toThrow(said);
  expect(await readdir(folder)).not.toContain('cache');
});

test('the environment is made once, and made again where it is broken', async () => {
  await fakePython(FITTING);
  const python = await find();
  expect(await find()).toBe(python);
  expect(await readFile(join(folder, 'made.log'), 'utf8')).toBe('made\n');

  await writeFile(python, '#!/bin/sh\nexit 1\n');
  expect(await find()).toBe(python);
  expect(await readFile(join(folder, 'made.log'), 'utf8')).toBe('made\nmade\n');
});

test('an installation that fails leaves nothing behind and says what pip said', async () => {
  await fakePython(FITTING, 'echo "ERROR: no such version" >&2; exit 1');
  await expect(find()).rejects.toThrow('Schemathesis could not be installed: ERROR: no such version');
  expect(await readdir(join(folder, 'cache'))).toEqual([]);
});
