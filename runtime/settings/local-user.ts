/** Who works at this machine. */
import { userInfo } from 'node:os';

/** Who gives a verb from this machine when nobody says: `local:<system user>`. */
export function localUser(): string {
  return `local:${userInfo().username}`;
}
