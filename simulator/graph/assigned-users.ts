import type { Waba } from '../account';
import { badParameter, notAllowed } from '../errors';
import type { FieldRequest } from '../fields';
import type { GraphAnswer, GraphCall } from '../graph-call';
import { listParam, pageRequest, requestedFields, requiredParam, requireScope, requireWaba } from '../graph-call';
import type { JsonObject } from '../json';
import type { NodeShape } from '../nodes';
import { readNode } from '../nodes';
import type { PageRequest } from '../paging';
import { page } from '../paging';
import type { AssignedUser } from '../account';

/** Tasks of the SDK's specs, and those that the published OpenAPI adds. */
const tasks = new Set(
  (
    'DEVELOP MANAGE MANAGE_EXTENSIONS MANAGE_PHONE MANAGE_PHONE_ASSETS MANAGE_TEMPLATES MESSAGING VIEW_COST ' +
    'VIEW_PHONE_ASSETS VIEW_TEMPLATES VIEW_INSIGHTS RECEIVE_INCOMING_MESSAGES MANAGE_BILLING MANAGE_USERS FULL_CONTROL'
  ).split(' '),
);

const userShape: NodeShape<AssignedUser> = {
  type: 'AssignedUser',
  defaults: ['name', 'tasks'],
  fields: {
    name: (user) => user.name,
    tasks: (user) => user.tasks,
    business: (user, call) => ({
      id: user.businessId,
      name: call.world.state.businesses.find(({ id }) => id === user.businessId)?.name ?? '',
    }),
    user_type: (user, call) =>
      call.world.state.tokens.some((token) => token.userId === user.id && token.type === 'SYSTEM_USER')
        ? 'SYSTEM_USER'
        : 'BUSINESS_USER',
  },
};

/** The edge `assigned_users` of one portfolio; without `business` it is refused. */
export function listUsers(
  call: GraphCall,
  waba: Waba,
  request: PageRequest,
  fields: FieldRequest[] | null,
): JsonObject {
  const { business } = request.args;
  if (!business) throw badParameter('The parameter business is required.');
  const users = waba.users.filter(({ businessId }) => businessId === business);
  const answer = page(users, request, (user) => readNode(userShape, user, fields, call));
  return request.args['summary'] === undefined ? answer : { ...answer, summary: { total_count: users.length } };
}

/** `GET /{waba}/assigned_users`. */
export function getUsers(call: GraphCall, wabaId: string): GraphAnswer {
  requireScope(call, 'whatsapp_business_management');
  return { body: listUsers(call, requireWaba(call, wabaId), pageRequest(call), requestedFields(call)) };
}

/** `POST /{waba}/assigned_users`: gives a user these tasks, instead of the ones it had. */
export function assignUser(call: GraphCall, wabaId: string): GraphAnswer {
  requireScope(call, 'whatsapp_business_management');
  const waba = requireWaba(call, wabaId);
  if (call.token.role !== 'admin') throw notAllowed('Users are assigned by a system user with the role Admin');
  const userId = requiredParam(call, 'user');
  const wanted = listParam(call, 'tasks');
  if (wanted.length === 0) throw badParameter('The parameter tasks is required.');
  const unknown = wanted.find((task) => !tasks.has(task));
  if (unknown !== undefined) throw badParameter(`Param tasks must be one of the tasks of a WABA, got ${unknown}`);
  const { state } = call.world;
  const holder = state.tokens.find((token) => token.userId === userId);
  const known =
    (holder && { name: holder.userName, businessId: holder.businessId }) ??
    state.wabas.flatMap(({ users }) => users).find(({ id }) => id === userId);
  if (!known) throw badParameter('Param user must be the id of a user of a business with access to the WABA');
  const user: AssignedUser = { id: userId, businessId: known.businessId, name: known.name, tasks: wanted };
  waba.users = [...waba.users.filter(({ id }) => id !== userId), user];
  return { body: { success: true }, effect: { kind: 'user-assigned', wabaId, userId, tasks: wanted } };
}

/** `DELETE /{waba}/assigned_users`. */
export function removeUser(call: GraphCall, wabaId: string): GraphAnswer {
  requireScope(call, 'whatsapp_business_management');
  const waba = requireWaba(call, wabaId);
  const userId = requiredParam(call, 'user');
  const assigned = waba.users.some(({ id }) => id === userId);
  waba.users = waba.users.filter(({ id }) => id !== userId);
  return { body: { success: true }, ...(assigned && { effect: { kind: 'user-removed', wabaId, userId } }) };
}
