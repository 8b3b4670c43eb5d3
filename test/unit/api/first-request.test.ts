/** What `npm start` says to try first works as it stands. */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { firstRequest } from '../../../client/api/first-request';

const url = 'http://127.0.0.1:3000';

test('an API without keys is asked as it is', () => {
  expect(firstRequest(url, undefined)).toEqual([`curl ${url}/v1/migrations`]);
});

test('of an API with keys the lines, pasted into a shell, make a key in its file and ask with it', async () => {
  const folder = await mkdtemp(join(tmpdir(), "waba-it's-"));
  try {
    const keysFile = join(folder, 'keys.json');
    // Commands of the same names that say what they were given, the first one as `wabactl` prints a key.
    const npx = `#!/bin/sh\nprintf '{\\n  "id": "abc",\\n  "key": "wm_made-in %s"\\n}\\n' "$API_KEYS_FILE"\n`;
    for (const [name, text] of [['npx', npx] as const, ['curl', '#!/bin/sh\nprintf "%s|" "$@"\n'] as const]) {
      await writeFile(join(folder, name), text);
      await chmod(join(folder, name), 0o755);
    }
    const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
    const { stdout } = await promisify(execFile)('sh', ['-c', firstRequest(url, keysFile).join('\n')], { env });
    expect(stdout).toBe(`${url}/v1/migrations|-H|Authorization: Bearer wm_made-in ${keysFile}|`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
