/** What an administrator does with API keys: make, list, revoke. Works on the file; every server sees it within a second. */
import { NotFound } from '../errors';
import { generateApiKey } from './api-key';
import { apiKeyState, changeKeyFile, readKeyFile, type ApiKey } from './key-file';
import type { Role } from './roles';

/** A key as lists show it: everything but its hash. */
export interface ListedKey extends Omit<ApiKey, 'sha256'> {
  readonly state: 'live' | 'expired' | 'revoked';
}

/** A key that was made: the only time that anybody sees it. */
export interface CreatedKey extends ListedKey {
  readonly key: string;
}

/** What a new key is for. */
export interface NewKeyOptions {
  /** What runs and timelines keep of who did it; two keys with one name are one person to them. */
  readonly name: string;
  readonly role: Role;
  /** When it stops counting; null for never. */
  readonly expires: Date | null;
}

/** Makes a key and stores its hash. Throws `SettingsError` where the file cannot be used. */
export async function createKey(file: string, { name, role, expires }: NewKeyOptions, now: Date): Promise<CreatedKey> {
  return changeKeyFile(file, (keys) => {
    const { id, text, sha256 } = newKeyBeside(keys);
    const key: ApiKey = {
      id,
      name,
      role,
      sha256,
      created: now.toISOString(),
      expires: expires?.toISOString() ?? null,
      revoked: null,
    };
    return { keys: [...keys, key], answer: { ...listed(key, now), key: text } };
  });
}

/** Every key of the file, in the order in which they were made. Throws `SettingsError`. */
export function listKeys(file: string, now: Date): readonly ListedKey[] {
  return readKeyFile(file).map((key) => listed(key, now));
}

/** Makes a key count no longer; one that was revoked before stays as it is. Throws `NotFound`, `SettingsError`. */
export async function revokeKey(file: string, id: string, now: Date): Promise<ListedKey> {
  return changeKeyFile(file, (keys) => {
    const key = keys.find((one) => one.id === id);
    if (key === undefined) throw new NotFound(`There is no API key ${id}`, 'See `wabactl keys list`.');
    const revoked: ApiKey = { ...key, revoked: key.revoked ?? now.toISOString() };
    return { keys: keys.map((one) => (one === key ? revoked : one)), answer: listed(revoked, now) };
  });
}

function newKeyBeside(keys: readonly ApiKey[]): ReturnType<typeof generateApiKey> {
  for (;;) {
    const key = generateApiKey();
    if (!keys.some(({ id }) => id === key.id)) return key;
  }
}

function listed({ sha256: _hash, ...key }: ApiKey, now: Date): ListedKey {
  return { ...key, state: apiKeyState(key, now) };
}
