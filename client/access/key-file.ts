/**
 * The file that API keys are kept in (`API_KEYS_FILE`): names, roles and hashes, never a key. Written whole or not at all,
 * by one process at a time, readable by its owner only.
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { lock } from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { SettingsError } from '../../runtime/settings';
import { API_KEY_ID } from './api-key';
import { ROLES } from './roles';

/**
 * The name of a key: what runs, timelines and evidence keep of who did it. No markup and no control character fits in,
 * and no colon, so that no key can pass for the `local:<user>` of a server without keys.
 */
export const keyNameSchema = z
  .string()
  .transform((name) => name.normalize('NFC'))
  .pipe(
    z
      .string()
      .regex(
        /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} ._@+-]{0,98}[\p{L}\p{M}\p{N}])?$/u,
        'a name is up to 100 letters, digits, spaces and . _ @ + -, as in billing-service',
      ),
  );

const moment = z.iso.datetime();

/** What is stored of a key. Times are ISO in UTC. */
const apiKeySchema = z.strictObject({
  id: z.string().regex(API_KEY_ID),
  name: keyNameSchema,
  role: z.enum(ROLES),
  /** SHA-256 of the whole key, in hexadecimal digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  created: moment,
  expires: moment.nullable(),
  revoked: moment.nullable(),
});
/** What is stored of a key. */
export type ApiKey = Readonly<z.infer<typeof apiKeySchema>>;

const keyFileSchema = z.strictObject({
  version: z.literal(1),
  keys: z
    .array(apiKeySchema)
    .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, 'two keys have the same id'),
});

const SETTING = 'API_KEYS_FILE';

/** Whether a key counts at a moment, or why not. */
export function apiKeyState(
  { revoked, expires }: Pick<ApiKey, 'revoked' | 'expires'>,
  now: Date,
): 'live' | 'expired' | 'revoked' {
  if (revoked !== null) return 'revoked';
  return expires !== null && Date.parse(expires) <= now.getTime() ? 'expired' : 'live';
}

/** Reads the file. Throws `SettingsError`, which never quotes it. */
export function readKeyFile(file: string): readonly ApiKey[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    const fix =
      code === 'ENOENT' ? 'make a first key with `wabactl keys create`' : 'check the path and its permissions';
    throw new SettingsError(SETTING, `names a file that cannot be read (${code}); ${fix}`);
  }
  try {
    return keyFileSchema.parse(JSON.parse(text)).keys;
  } catch (error) {
    // Zod's messages name fields and quote no hash; those of JSON.parse quote the text.
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
    const where = issue === undefined ? 'it is no JSON' : `${issue.path.join('.') || 'the whole'}: ${issue.code}`;
    throw new SettingsError(SETTING, `names a file that holds no API keys (${where}); restore it, or make keys anew`);
  }
}

/** What a change makes of the keys, and what it answers with. */
interface Changed<T> {
  readonly keys: readonly ApiKey[];
  readonly answer: T;
}

/**
 * Changes the file while no other process does. A file that is not there yet has no keys. Throws `SettingsError`, and
 * what `change` throws, with nothing written.
 */
export async function changeKeyFile<T>(file: string, change: (keys: readonly ApiKey[]) => Changed<T>): Promise<T> {
  try {
    await mkdir(dirname(file), { recursive: true });
    const release = await lock(file, { realpath: false, retries: { retries: 40, minTimeout: 50, maxTimeout: 250 } });
    try {
      const { keys, answer } = change(existsSync(file) ? readKeyFile(file) : []);
      const text = JSON.stringify(keyFileSchema.parse({ version: 1, keys }), null, 2);
      await writeFileAtomic(file, `${text}\n`, { mode: 0o600 });
      return answer;
    } finally {
      await release();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new SettingsError(SETTING, `names a file that cannot be written (${code}); check the path and its folder`);
  }
}
