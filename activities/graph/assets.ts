/** What an account holds: numbers, templates, Flows, subscribed apps, users. */
import type { z } from 'zod';
import type { PhoneNumber } from '../../domain/account';
import type { CallOptions, GraphApi } from './api';
import { wabaBucket, type Budgets } from './budgets';
import type { Caller } from './caller';
import { readFirstTaken } from './fields';
import { collectPages, PAGE_LIMIT, pageOf } from './paging';
import { assignedUser, flow, phoneNumber, subscribedApp, success, template, totalCount } from './schemas';

const CORE_NUMBER_FIELDS = ['id', 'display_phone_number', 'verified_name', 'status', 'quality_rating'];
/** The last one is how a Coexistence number shows; where it is refused, that stays unknown. */
const NUMBER_FIELDS = [...CORE_NUMBER_FIELDS, 'name_status', 'platform_type', 'is_on_biz_app'];
const TEMPLATE_FIELDS = ['id', 'name', 'language', 'status', 'category', 'components'];
const FLOW_FIELDS = ['id', 'name', 'status'];
const USER_FIELDS = ['id', 'name', 'tasks'];
/** Statuses of a number that is registered, by which Meta raises the account's budget. */
const REGISTERED = ['CONNECTED', 'FLAGGED', 'RESTRICTED', 'RATE_LIMITED'];

type AssetCalls = Pick<
  GraphApi,
  | 'listPhoneNumbers'
  | 'listTemplates'
  | 'countTemplates'
  | 'listFlows'
  | 'listSubscribedApps'
  | 'listAssignedUsers'
  | 'subscribeApp'
  | 'assignUser'
  | 'removeUser'
>;

/** The calls on an account's assets. `budgets` learns from them whether the account has numbers. */
export function assetCalls(caller: Caller, budgets: Pick<Budgets, 'learnNumbers'>): AssetCalls {
  const listEdge = <T extends { readonly id: string }>(
    call: CallOptions,
    wabaId: string,
    edge: string,
    item: z.ZodType<T>,
    query: Readonly<Record<string, string>>,
    counted = true,
  ): Promise<T[]> =>
    collectPages(`GET /${wabaId}/${edge}`, (after) =>
      caller.read(
        call,
        { method: 'GET', path: [wabaId, edge], query: { ...query, after }, bucket: wabaBucket(wabaId, counted) },
        pageOf(item),
      ),
    );

  return {
    async listPhoneNumbers(call, wabaId) {
      const numbers = await readFirstTaken([NUMBER_FIELDS, CORE_NUMBER_FIELDS], (fields) =>
        listEdge(call, wabaId, 'phone_numbers', phoneNumber, { fields: fields.join(','), limit: PAGE_LIMIT }),
      );
      budgets.learnNumbers(wabaId, numbers.some(isRegistered));
      return numbers;
    },
    listTemplates: (call, wabaId) =>
      listEdge(call, wabaId, 'message_templates', template, { fields: TEMPLATE_FIELDS.join(','), limit: PAGE_LIMIT }),
    async countTemplates(call, wabaId) {
      const query = { fields: 'id', limit: '1', summary: 'total_count' };
      const answer = await caller.read(
        call,
        { method: 'GET', path: [wabaId, 'message_templates'], query, bucket: wabaBucket(wabaId) },
        totalCount,
      );
      return answer.summary.total_count;
    },
    listFlows: (call, wabaId) =>
      listEdge(call, wabaId, 'flows', flow, { fields: FLOW_FIELDS.join(','), limit: PAGE_LIMIT }, false),
    // Asked without `fields`: Meta lists id, name and link for it, not the override, which comes by default.
    listSubscribedApps: (call, wabaId) => listEdge(call, wabaId, 'subscribed_apps', subscribedApp, {}),
    // "business" is required, one portfolio a call (code 100 without).
    listAssignedUsers: (call, wabaId, businessId) =>
      listEdge(call, wabaId, 'assigned_users', assignedUser, {
        business: businessId,
        fields: USER_FIELDS.join(','),
        limit: PAGE_LIMIT,
      }),

    async subscribeApp(call, wabaId, override) {
      await caller.write(
        call,
        {
          method: 'POST',
          path: [wabaId, 'subscribed_apps'],
          bucket: wabaBucket(wabaId),
          ...(override === undefined
            ? {}
            : {
                body: { override_callback_uri: override.callbackUri, verify_token: override.verifyToken },
                secrets: [override.verifyToken],
              }),
        },
        success,
      );
    },
    async assignUser(call, wabaId, user) {
      // Meta's page on system users gives both as parameters of the query, tasks as a JSON list.
      const query = { user: user.id, tasks: JSON.stringify(user.tasks) };
      await caller.write(
        call,
        { method: 'POST', path: [wabaId, 'assigned_users'], query, bucket: wabaBucket(wabaId) },
        success,
      );
    },
    async removeUser(call, wabaId, userId) {
      await caller.write(
        call,
        { method: 'DELETE', path: [wabaId, 'assigned_users'], query: { user: userId }, bucket: wabaBucket(wabaId) },
        success,
      );
    },
  };
}

const isRegistered = (number: PhoneNumber): boolean => REGISTERED.includes(number.status?.toUpperCase() ?? '');
