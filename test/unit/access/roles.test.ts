import { isAllowed, PERMISSIONS, ROLES, rolesWith, VERB_PERMISSIONS, type Permission } from '../../../client/access';
import { VERBS } from '../../../domain/verbs';

/** What each role may do, written down again, so that a slip in the table is seen. */
const MAY = {
  viewer: ['public', 'session:own', 'migrations:read', 'credit:read', 'metrics:read', 'payloads:decode'],
  operator: ['migrations:dry-run', 'migrations:start', 'migrations:operate', 'credit:share', 'credit:operate'],
  approver: ['migrations:dry-run', 'migrations:decide'],
  admin: [
    'migrations:dry-run',
    'migrations:start',
    'migrations:operate',
    'migrations:decide',
    'credit:share',
    'credit:operate',
    'credit:revoke',
    'payloads:encode',
  ],
} as const satisfies Record<string, readonly Permission[]>;

test.each(ROLES)('a %s may do exactly what is written here', (role) => {
  const expected = new Set<string>([...MAY.viewer, ...MAY[role]]);
  const permissions = Object.keys(PERMISSIONS) as Permission[];
  expect(permissions.filter((permission) => isAllowed(role, permission)).sort()).toEqual([...expected].sort());
});

test('who starts migrations cannot let their numbers move, and who lets them move cannot start', () => {
  expect(isAllowed('operator', VERB_PERMISSIONS.approve)).toBe(false);
  expect(isAllowed('operator', VERB_PERMISSIONS.waive)).toBe(false);
  expect(isAllowed('approver', 'migrations:start')).toBe(false);
});

test('one person who starts and approves, as approval auto asks for, is an admin', () => {
  expect(rolesWith('migrations:start', VERB_PERMISSIONS.approve)).toEqual(['admin']);
  expect(rolesWith('migrations:dry-run')).toEqual(['operator', 'approver', 'admin']);
});

test('a viewer has no verb at all', () => {
  expect(VERBS.filter((verb) => isAllowed('viewer', VERB_PERMISSIONS[verb]))).toEqual([]);
});
