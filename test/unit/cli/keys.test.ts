import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type, words } from './typed';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keys-'));
  file = join(folder, 'keys.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const typeKeys = (line: string) => type([...words(`keys ${line}`)], { settings: { apiKeysFile: file } });

interface Created {
  readonly id: string;
  readonly key: string;
}

async function create(options = '--name billing-service --role operator'): Promise<Created> {
  const typed = await typeKeys(`create ${options} --json`);
  expect(typed).toMatchObject({ status: 0, stderr: '', connections: { opened: 0 } });
  return typed.json() as Created;
}

test('create shows the key once and contacts no server', async () => {
  const created = await create();
  expect(created).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{12}$/),
    name: 'billing-service',
    role: 'operator',
    created: expect.any(String),
    expires: null,
    revoked: null,
    state: 'live',
    key: `wm_${created.id}_${created.key.slice(16)}`,
  });
  expect(created.key.slice(16)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  const { stdout } = await typeKeys('create --name reader --role viewer');
  expect(stdout.match(/^wm_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/gm)).toHaveLength(1);
});

test('the file never holds a key, and only its owner can read it', async () => {
  const { key } = await create();
  const text = readFileSync(file, 'utf8');
  expect(text).not.toContain(key.slice(16));
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('list shows whose the keys are and what they may do, and no key and no hash', async () => {
  const { id, key } = await create('--name reader --role viewer --expires 90d');
  const listed = await typeKeys('list --json');
  expect(listed.json()).toEqual({
    keys: [
      {
        id,
        name: 'reader',
        role: 'viewer',
        created: expect.any(String),
        expires: expect.any(String),
        revoked: null,
        state: 'live',
      },
    ],
  });
  const page = await typeKeys('list');
  expect(page).toMatchObject({ status: 0, stderr: '' });
  expect(page.stdout).toMatch(new RegExp(`${id}.*reader.*viewer.*live`));
  for (const { stdout } of [listed, page]) expect(stdout).not.toContain(key.slice(16));
});

test('--expires counts from now', async () => {
  const before = Date.now();
  await create('--name reader --role viewer --expires 90d');
  const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { keys: { created: string; expires: string }[] };
  const [{ created, expires } = { created: '', expires: '' }] = keys;
  expect(Date.parse(expires) - Date.parse(created)).toBe(90 * 86_400_000);
  expect(Date.parse(created)).toBeGreaterThanOrEqual(before);
});

test('revoke ends a key, and again is as good as once', async () => {
  const { id } = await create();
  const first = await typeKeys(`revoke ${id} --json`);
  expect(first).toMatchObject({ status: 0 });
  expect(first.json()).toMatchObject({ id, state: 'revoked', revoked: expect.any(String) });
  const second = await typeKeys(`revoke ${id} --json`);
  expect(second.json()).toEqual(first.json());
  expect((await typeKeys('list')).stdout).toContain('revoked');
});

test('keys that are made at the same time are all kept', async () => {
  const made = await Promise.all(Array.from({ length: 8 }, (_, n) => create(`--name service-${n} --role viewer`)));
  const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { keys: { id: string }[] };
  expect(keys.map(({ id }) => id).sort()).toEqual(made.map(({ id }) => id).sort());
});

const mistakes: [line: string, field: string, fix: RegExp][] = [
  ['create --role viewer', '--name', /Give --name/],
  ['create --name x', '--role', /Give --role/],
  ['create --name x --role boss', '--role', /viewer, operator, approver, admin/],
  ['create --name <b>x</b> --role viewer', '--name', /100 letters/],
  ['create --name local:ops --role viewer', '--name', /100 letters/],
  [`create --name ${'x'.repeat(101)} --role viewer`, '--name', /100 letters/],
  ['create --name x --role viewer --expires soon', '--expires', /15m/],
  ['create --name x --role viewer --expires 0d', '--expires', /1s to 3650d/],
  ['create --name x --role viewer --expires 3651d', '--expires', /1s to 3650d/],
  ['revoke', 'ID', /Give ID/],
  ['revoke ../../etc/passwd', 'ID', /keys list/],
];

test.each(mistakes)('`wabactl keys %s` ends with status 2 and writes nothing', async (line, field, fix) => {
  const typed = await typeKeys(`${line} --json`);
  expect(typed.status).toBe(2);
  expect(typed.json()).toMatchObject({ error: { type: 'invalid-input', field, fix: expect.stringMatching(fix) } });
  expect(() => statSync(file)).toThrow('ENOENT');
});

test('a key that is not there cannot be revoked, with status 1', async () => {
  await create();
  const typed = await typeKeys('revoke 000000000000 --json');
  expect(typed.status).toBe(1);
  expect(typed.json()).toMatchObject({ error: { type: 'not-found', fix: 'See `wabactl keys list`.' } });
});

test('without API_KEYS_FILE every command ends with status 2 and names it', async () => {
  for (const line of ['create --name x --role viewer', 'list', 'revoke 000000000000']) {
    const typed = await type(words(`keys ${line} --json`));
    expect(typed.status).toBe(2);
    expect(typed.json()).toMatchObject({ error: { type: 'invalid-settings', field: 'API_KEYS_FILE' } });
  }
});

test('a file that holds something else is left as it is', async () => {
  for (const text of ['{"version": 1', '{"version": 2, "keys": []}', '[]']) {
    writeFileSync(file, text);
    for (const line of ['create --name x --role viewer', 'list', 'revoke 000000000000'])
      expect(await typeKeys(line)).toMatchObject({ status: 2, stdout: '' });
    expect(readFileSync(file, 'utf8')).toBe(text);
  }
});

test('a folder that cannot be written is named with its fault', async () => {
  writeFileSync(join(folder, 'taken'), '');
  file = join(folder, 'taken', 'keys.json');
  const typed = await typeKeys('create --name x --role viewer --json');
  expect(typed.status).toBe(2);
  expect(typed.json()).toMatchObject({
    error: { field: 'API_KEYS_FILE', message: expect.stringMatching(/E(NOTDIR|EXIST)/) },
  });
});
