/** WABA nodes: one by its id, and the lists of a business portfolio. */
import { z } from 'zod';
import type { Waba } from '../../domain/account';
import type { CallOptions, GraphApi } from './api';
import { unlistedBucket, wabaBucket } from './budgets';
import type { Caller } from './caller';
import { isFieldRefusal, readFirstTaken } from './fields';
import { collectPages, PAGE_LIMIT, pageOf } from './paging';
import { id, present, text } from './schemas';

/** What every token with access can read, and a migration cannot do without. */
const CORE_FIELDS = ['id', 'name', 'currency', 'timezone_id', 'message_template_namespace'];
/** Not on Meta's list of what a migration clones. */
const SETTING_FIELDS = [
  'is_enabled_for_insights',
  'disable_marketing_messages_on_cloud_api',
  'template_auto_archival_enabled',
] as const;
const PLAIN_FIELDS = [
  ...CORE_FIELDS,
  'creation_time',
  'country',
  'account_review_status',
  'business_verification_status',
  'status',
  ...SETTING_FIELDS,
];
/** Refused with code 10 to tokens of whoever is no Business Solution Provider. */
const OWNER_FIELD = 'owner_business_info';
const FUNDING_FIELD = 'primary_funding_id';
const RICH_FIELDS = [...PLAIN_FIELDS, OWNER_FIELD, FUNDING_FIELD];
/** `creation_time` tells a new clone from an old account. */
const LISTED_FIELDS = [...CORE_FIELDS, 'creation_time'];
/** A partner has thousands of client accounts: with their owners in the list, none has to be asked by itself. */
const LISTED_WITH_OWNER = [...LISTED_FIELDS, OWNER_FIELD];

const node = z
  .object({
    id,
    name: text,
    currency: text,
    timezone_id: text,
    message_template_namespace: text,
    creation_time: text,
    country: text,
    account_review_status: text,
    business_verification_status: text,
    status: text,
    owner_business_info: z.object({ id, name: text }).nullish(),
    primary_funding_id: text,
  })
  .catchall(z.unknown());
type Node = z.infer<typeof node>;

/** The reads of WABA nodes. */
export function accountCalls(caller: Caller): Pick<GraphApi, 'getWaba' | 'listOwnedWabas' | 'listClientWabas'> {
  const getNode = (call: CallOptions, wabaId: string, fields: readonly string[]): Promise<Node> =>
    caller.read(
      call,
      { method: 'GET', path: [wabaId], query: { fields: fields.join(',') }, bucket: wabaBucket(wabaId) },
      node,
    );

  /** One field by itself: its node, or null where Meta refuses the field. Other failures are thrown. */
  const getField = async (call: CallOptions, wabaId: string, field: string): Promise<Node | null> => {
    try {
      return await getNode(call, wabaId, ['id', field]);
    } catch (error) {
      if (isFieldRefusal(error)) return null;
      throw error;
    }
  };

  const listWabas = (call: CallOptions, businessId: string, edge: string): Promise<Waba[]> =>
    readFirstTaken([LISTED_WITH_OWNER, LISTED_FIELDS, CORE_FIELDS], async (fields) => {
      const found = await collectPages(`GET /${businessId}/${edge}`, (after) =>
        caller.read(
          call,
          {
            method: 'GET',
            path: [businessId, edge],
            query: { fields: fields.join(','), limit: PAGE_LIMIT, after },
            bucket: unlistedBucket(businessId, call.budgetOf),
          },
          pageOf(node),
        ),
      );
      const ownerReadable = fields.includes(OWNER_FIELD);
      return found.map((waba) => toWaba(waba, { fundingReadable: false, ownerReadable }));
    });

  return {
    async getWaba(call, wabaId) {
      try {
        return toWaba(await getNode(call, wabaId, RICH_FIELDS), { fundingReadable: true, ownerReadable: true });
      } catch (error) {
        if (!isFieldRefusal(error)) throw error;
      }
      // One field that is refused fails the whole read, and Meta does not reliably say which.
      const plain = await readFirstTaken([PLAIN_FIELDS, CORE_FIELDS], (fields) => getNode(call, wabaId, fields));
      const owner = await getField(call, wabaId, OWNER_FIELD);
      const funding = await getField(call, wabaId, FUNDING_FIELD);
      return toWaba(
        {
          ...plain,
          owner_business_info: owner?.owner_business_info,
          primary_funding_id: funding?.primary_funding_id,
        },
        { fundingReadable: funding !== null, ownerReadable: owner !== null },
      );
    },
    listOwnedWabas: (call, businessId) => listWabas(call, businessId, 'owned_whatsapp_business_accounts'),
    listClientWabas: (call, businessId) => listWabas(call, businessId, 'client_whatsapp_business_accounts'),
  };
}

function toWaba(from: Node, could: Pick<Waba, 'fundingReadable' | 'ownerReadable'>): Waba {
  return present({
    id: from.id,
    name: from.name,
    currency: from.currency,
    timezoneId: from.timezone_id,
    templateNamespace: from.message_template_namespace,
    creationTime: from.creation_time,
    country: from.country,
    accountReviewStatus: from.account_review_status,
    businessVerificationStatus: from.business_verification_status,
    status: from.status,
    ownerBusinessId: from.owner_business_info?.id,
    ownerBusinessName: from.owner_business_info?.name,
    primaryFundingId: from.primary_funding_id,
    settings: settingsOf(from),
    ...could,
  });
}

function settingsOf(from: Node): Record<string, boolean | string> {
  const settings: Record<string, boolean | string> = {};
  for (const name of SETTING_FIELDS) {
    const value = from[name];
    if (typeof value === 'boolean' || typeof value === 'string') settings[name] = value;
  }
  return settings;
}
