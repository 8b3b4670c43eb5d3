/** Our requests against what Meta publishes: its OpenAPI file and the specs of its SDKs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GraphApi } from '../../../activities/graph/api';
import { describeWithMetaSpecs, META_SPECS } from '../../helpers/meta-specs';
import { CALL, clientOf, startGraphServer, type GraphServer, type SeenRequest } from './graph-server';

const OPENAPI = join(META_SPECS, 'business-messaging-api_v23.0.yaml');

/** Parameters that every Graph call takes: Meta documents them once, not on each edge. */
const OF_EVERY_CALL = ['fields', 'limit', 'after', 'summary', 'appsecret_proof'];

/** Each call, with the path of Meta's OpenAPI file that it must be; null where the file does not have it. */
const CALLS: Record<
  string,
  { call: (graph: GraphApi) => Promise<unknown>; path: string | null; sdk?: [string, string] }
> = {
  getWaba: { call: (graph) => graph.getWaba(CALL, '1'), path: '/{Version}/{WABA-ID}' },
  listPhoneNumbers: {
    call: (graph) => graph.listPhoneNumbers(CALL, '1'),
    path: '/{Version}/{WABA-ID}/phone_numbers',
    sdk: ['WhatsAppBusinessAccount', 'phone_numbers'],
  },
  listTemplates: {
    call: (graph) => graph.listTemplates(CALL, '1'),
    path: '/{Version}/{WABA-ID}/message_templates',
    sdk: ['WhatsAppBusinessAccount', 'message_templates'],
  },
  countTemplates: {
    call: (graph) => graph.countTemplates(CALL, '1'),
    path: '/{Version}/{WABA-ID}/message_templates',
    sdk: ['WhatsAppBusinessAccount', 'message_templates'],
  },
  listFlows: {
    call: (graph) => graph.listFlows(CALL, '1'),
    path: '/{Version}/{WABA-ID}/flows',
    sdk: ['WhatsAppBusinessAccount', 'flows'],
  },
  listSubscribedApps: {
    call: (graph) => graph.listSubscribedApps(CALL, '1'),
    path: '/{Version}/{WABA-ID}/subscribed_apps',
    sdk: ['WhatsAppBusinessAccount', 'subscribed_apps'],
  },
  listAssignedUsers: {
    call: (graph) => graph.listAssignedUsers(CALL, '1', '555'),
    path: '/{Version}/{WhatsApp-Business-Account-ID}/assigned_users',
    sdk: ['WhatsAppBusinessAccount', 'assigned_users'],
  },
  listOwnedWabas: {
    call: (graph) => graph.listOwnedWabas(CALL, '555'),
    path: '/{Version}/{Business-ID}/owned_whatsapp_business_accounts',
  },
  listClientWabas: {
    call: (graph) => graph.listClientWabas(CALL, '555'),
    path: '/{Version}/{Business-ID}/client_whatsapp_business_accounts',
  },
  subscribeApp: {
    call: (graph) => graph.subscribeApp(CALL, '1', { callbackUri: 'https://example.com/', verifyToken: 'v' }),
    path: '/{Version}/{WABA-ID}/subscribed_apps',
    sdk: ['WhatsAppBusinessAccount', 'subscribed_apps'],
  },
  assignUser: {
    call: (graph) => graph.assignUser(CALL, '1', { id: '8', tasks: ['MANAGE'] }),
    path: '/{Version}/{WhatsApp-Business-Account-ID}/assigned_users',
    sdk: ['WhatsAppBusinessAccount', 'assigned_users'],
  },
  sendTemplateMessage: {
    call: (graph) => graph.sendTemplateMessage(CALL, '7', { to: '1', template: 't', language: 'en' }),
    path: '/{Version}/{Phone-Number-ID}/messages',
  },
  listCreditLines: {
    call: (graph) => graph.listCreditLines(CALL, '555'),
    path: '/{Version}/{Business-ID}/extendedcredits',
  },
  listAllocations: {
    call: (graph) => graph.listAllocations(CALL, '1972', '2729'),
    path: null,
    sdk: ['ExtendedCredit', 'owning_credit_allocation_configs'],
  },
  getCreditLine: { call: (graph) => graph.getCreditLine(CALL, '1972'), path: null, sdk: ['ExtendedCredit', '#get'] },
  getAllocation: {
    call: (graph) => graph.getAllocation(CALL, '5850'),
    path: null,
    sdk: ['ExtendedCreditAllocationConfig', '#get'],
  },
  listInvoiceGroups: {
    call: (graph) => graph.listInvoiceGroups(CALL, '1972'),
    path: null,
    sdk: ['ExtendedCredit', 'extended_credit_invoice_groups'],
  },
  shareCreditLine: {
    call: (graph) => graph.shareCreditLine(CALL, '1972', '2729'),
    path: null,
    sdk: ['ExtendedCredit', 'whatsapp_credit_sharing'],
  },
  attachCreditLine: {
    call: (graph) => graph.attachCreditLine(CALL, '1972', { wabaId: '1', currency: 'INR' }),
    path: null,
    sdk: ['ExtendedCredit', 'whatsapp_credit_attach'],
  },
  shareAndAttachCreditLine: {
    call: (graph) => graph.shareAndAttachCreditLine(CALL, '1972', { wabaId: '1', currency: 'INR' }),
    path: null,
    sdk: ['ExtendedCredit', 'whatsapp_credit_sharing_and_attach'],
  },
  deleteAllocation: {
    call: (graph) => graph.deleteAllocation(CALL, '5850'),
    path: null,
    sdk: ['ExtendedCreditAllocationConfig', '#delete'],
  },
  removeUser: {
    call: (graph) => graph.removeUser(CALL, '1', '8'),
    path: null,
    sdk: ['WhatsAppBusinessAccount', 'assigned_users'],
  },
};

/** The lines of a block of the YAML file: from its header to the next line that is indented no deeper. */
function block(text: string, header: string): string {
  const at = text.indexOf(`\n${header}\n`);
  if (at < 0) return '';
  const indent = header.length - header.trimStart().length;
  const lines = text.slice(at + header.length + 2).split('\n');
  const end = lines.findIndex((line) => line.trim() !== '' && line.length - line.trimStart().length <= indent);
  return lines.slice(0, end < 0 ? lines.length : end).join('\n');
}

/** An operation with the schemas that it refers to, as text. */
function operation(yaml: string, path: string, method: string): string {
  const own = block(`\n${block(yaml, `  ${path}:`)}`, `    ${method.toLowerCase()}:`);
  const schemas = [...own.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => block(yaml, `    ${name}:`));
  return [own, ...schemas].join('\n');
}

interface SdkSpec {
  readonly apis: readonly {
    method: string;
    endpoint?: string;
    /** Of the calls on the node itself, which have no edge: `#get`, `#delete`. */
    name?: string;
    params: readonly { name: string; required: boolean }[];
  }[];
  readonly fields: readonly { name: string }[];
}
const sdkSpec = (name: string): SdkSpec =>
  JSON.parse(readFileSync(join(META_SPECS, `${name}.json`), 'utf8')) as SdkSpec;
const parametersOf = (request: SeenRequest): string[] => [
  ...Object.keys(request.query),
  ...Object.keys((request.body === '' ? {} : JSON.parse(request.body)) as object),
];

describeWithMetaSpecs('requests against what Meta publishes', () => {
  const yaml = `\n${readFileSync(OPENAPI, 'utf8')}`;
  let server: GraphServer;
  beforeAll(async () => {
    server = await startGraphServer();
    server.script({
      json: { id: '1', data: [], success: true, messages: [{ id: 'wamid.1' }], summary: { total_count: 0 } },
    });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.seen.length = 0;
  });
  const sentBy = async (name: string): Promise<SeenRequest> => {
    await CALLS[name]!.call(clientOf(server));
    return server.seen[0]!;
  };

  const inOpenApi = Object.entries(CALLS).flatMap(([name, { path }]) => (path === null ? [] : [[name, path] as const]));
  it.each(inOpenApi)('%s is an operation of %s, with parameters that it names', async (name, path) => {
    const sent = await sentBy(name);
    expect(sent.path.split('/').length).toBe(path.split('/').length);
    const text = operation(yaml, path, sent.method);
    expect(text).not.toBe('');
    const unknown = parametersOf(sent).filter(
      (parameter) => !OF_EVERY_CALL.includes(parameter) && !new RegExp(`\\b${parameter}\\b`).test(text),
    );
    expect(unknown).toEqual([]);
    const largest = /- name: limit\n(?:(?! {6}- name).*\n)*?.*maximum: (\d+)/.exec(text)?.[1];
    expect(Number(sent.query.limit ?? 0)).toBeLessThanOrEqual(Number(largest ?? 100));
  });

  const inSdk = Object.entries(CALLS).flatMap(([name, { sdk }]) => (sdk ? [[name, ...sdk] as const] : []));
  it.each(inSdk)('%s gives edge %s/%s every parameter that it requires, and no other', async (name, spec, edge) => {
    const sent = await sentBy(name);
    const api = sdkSpec(spec).apis.find((one) => (one.endpoint ?? one.name) === edge && one.method === sent.method);
    const given = parametersOf(sent).filter((parameter) => !OF_EVERY_CALL.includes(parameter));
    const known = api?.params.map((parameter) => parameter.name) ?? [];
    const required = api?.params.filter((parameter) => parameter.required).map((parameter) => parameter.name) ?? [];
    expect(api).toBeDefined();
    expect(given.filter((parameter) => !known.includes(parameter))).toEqual([]);
    expect(required.filter((parameter) => !given.includes(parameter))).toEqual([]);
  });

  it.each([
    ['getWaba', 'WhatsAppBusinessAccount'],
    ['listOwnedWabas', 'WhatsAppBusinessAccount'],
    ['listClientWabas', 'WhatsAppBusinessAccount'],
    ['listCreditLines', 'ExtendedCredit'],
    ['listAllocations', 'ExtendedCreditAllocationConfig'],
    ['getAllocation', 'ExtendedCreditAllocationConfig'],
    ['listInvoiceGroups', 'ExtendedCreditInvoiceGroup'],
  ])('%s asks only for fields that %s has', async (name, spec) => {
    const sent = await sentBy(name);
    const known = sdkSpec(spec).fields.map((field) => field.name);
    expect((sent.query.fields ?? '').split(',').filter((field) => !known.includes(field))).toEqual([]);
  });

  it('getCreditLine asks for every field that ExtendedCredit has, and no other', async () => {
    const sent = await sentBy('getCreditLine');
    const known = sdkSpec('ExtendedCredit').fields.map((field) => field.name);
    expect((sent.query.fields ?? '').split(',').sort()).toEqual(known.sort());
  });

  // The file leaves out fields that Meta's pages have: those on phone numbers and Coexistence, and on system users.
  it.each([
    ['listPhoneNumbers', '/{Version}/{WABA-ID}/phone_numbers', ['name_status', 'platform_type', 'is_on_biz_app']],
    ['listTemplates', '/{Version}/{WABA-ID}/message_templates', []],
    ['listFlows', '/{Version}/{WABA-ID}/flows', []],
    ['listAssignedUsers', '/{Version}/{WhatsApp-Business-Account-ID}/assigned_users', ['tasks']],
  ])('%s asks only for fields that %s has, or another page of Meta: %j', async (name, path, elsewhere) => {
    const sent = await sentBy(name);
    const text = operation(yaml, path, 'GET');
    const unknown = (sent.query.fields ?? '').split(',').filter((field) => !new RegExp(`\\b${field}\\b`).test(text));
    expect(unknown).toEqual(elsewhere);
  });
});
