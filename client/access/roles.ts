/** Who may do what, as one table: routes name a permission, people and keys have a role, the docs print both. */
import type { CreditVerb } from '../../domain/credit/verbs';
import type { Verb } from '../../domain/verbs';

/** The roles, from the one that may least. */
export const ROLES = ['viewer', 'operator', 'approver', 'admin'] as const;
/** A role. */
export type Role = (typeof ROLES)[number];

const EVERYBODY = ROLES;

/** Which roles have each permission. `public` asks for nobody: health checks and the documentation. */
export const PERMISSIONS = {
  public: EVERYBODY,
  // Who one is, and sign-out.
  'session:own': EVERYBODY,
  'migrations:read': EVERYBODY,
  'credit:read': EVERYBODY,
  'metrics:read': EVERYBODY,
  // What Temporal's own tools show of a run: little more than the API does.
  'payloads:decode': EVERYBODY,
  // Reads an account and writes nothing.
  'migrations:dry-run': ['operator', 'approver', 'admin'],
  'migrations:start': ['operator', 'admin'],
  'migrations:operate': ['operator', 'admin'],
  // What lets numbers move, or sets aside what holds them. A start with `approval: auto` asks for it as well.
  'migrations:decide': ['approver', 'admin'],
  'credit:share': ['operator', 'admin'],
  'credit:operate': ['operator', 'admin'],
  // Takes the funding from every account of a business.
  'credit:revoke': ['admin'],
  // What is encrypted can be put into a run by Temporal's own tools, past every other permission.
  'payloads:encode': ['admin'],
} as const satisfies Record<string, readonly Role[]>;

/** A permission. */
export type Permission = keyof typeof PERMISSIONS;

/** The permission that each verb of a migration asks for. */
export const VERB_PERMISSIONS = {
  approve: 'migrations:decide',
  reject: 'migrations:decide',
  waive: 'migrations:decide',
  retry: 'migrations:operate',
  attach: 'migrations:operate',
  pause: 'migrations:operate',
  unpause: 'migrations:operate',
  abandon: 'migrations:operate',
  conclude: 'migrations:operate',
} as const satisfies Record<Verb, Permission>;

/** The permission that each verb of a credit operation asks for. */
export const CREDIT_VERB_PERMISSIONS = {
  'retry-verification': 'credit:operate',
  'accept-as-is': 'credit:operate',
  'retry-compensation': 'credit:operate',
  // Lets a revoke go on.
  'confirm-radius': 'credit:revoke',
  cancel: 'credit:operate',
} as const satisfies Record<CreditVerb, Permission>;

/** Whether a role has a permission. */
export function isAllowed(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}

/** The roles that have all of these permissions, from the one that may least. */
export function rolesWith(...permissions: readonly Permission[]): readonly Role[] {
  return ROLES.filter((role) => permissions.every((permission) => isAllowed(role, permission)));
}
