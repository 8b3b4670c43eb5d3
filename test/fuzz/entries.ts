/** Who has which key in a fuzz, and who may ask for what. */
import { createKey, ROLES, type Role } from '../../client/access';
import { OPERATIONS } from '../unit/api/permission-cases';
import type { Caller, Entry } from './fuzz';

/** One key may ask 1,200 times a minute, a fuzz asks more often. */
const KEYS_OF_A_ROLE = 4;

/** Makes keys of every role in a file. */
export async function makeKeys(file: string): Promise<Record<Role, string[]>> {
  const keys = Object.fromEntries(ROLES.map((role) => [role, [] as string[]])) as Record<Role, string[]>;
  for (const role of ROLES)
    for (let number = 1; number <= KEYS_OF_A_ROLE; number += 1) {
      const { key } = await createKey(file, { name: `${role}-${number}`, role, expires: null }, new Date());
      keys[role].push(key);
    }
  return keys;
}

/** Who may ask for each operation, from the table that the tests of permissions are written by. */
export function entries(): Record<string, Entry> {
  const callers: readonly Caller[] = ['nobody', ...ROLES];
  return Object.fromEntries(
    OPERATIONS.map(({ id }) => {
      const cases = OPERATIONS.filter((each) => each.id === id);
      const count = (caller: Caller) =>
        cases.filter(({ roles }) => roles === 'anybody' || (roles as readonly Caller[]).includes(caller)).length;
      const always = callers.filter((caller) => count(caller) === cases.length);
      return [id, { always, sometimes: callers.filter((caller) => count(caller) > 0 && !always.includes(caller)) }];
    }),
  );
}
