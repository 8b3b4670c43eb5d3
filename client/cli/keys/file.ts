/** What the commands about API keys have in common: where the keys are, and how one is shown. */
import { SettingsError } from '../../../runtime/settings';
import type { ListedKey } from '../../access';
import type { Cli } from '../cli';

/** The file of `API_KEYS_FILE`. Throws `SettingsError` where none is named. */
export function keysFileOf(cli: Cli): string {
  const { apiKeysFile } = cli.readSettings();
  if (apiKeysFile === undefined)
    throw new SettingsError('API_KEYS_FILE', 'is not set; name the file that API keys are kept in, as in keys.json');
  return apiKeysFile;
}

/** One line about a key, without the key. */
export function keyLine({ id, name, role, state, expires }: ListedKey): string {
  const until = expires === null ? '' : `, ${state === 'expired' ? 'expired' : 'expires'} ${expires}`;
  return `${id} of ${name}, ${role}, ${state}${until}`;
}
