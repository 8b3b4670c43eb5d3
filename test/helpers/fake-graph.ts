/** A Graph API in memory, for tests of activities: its accounts are plain data, its calls are a list, faults are scripted. */
import type {
  AssignedUser,
  Business,
  Flow,
  MigrationNode,
  PhoneNumber,
  SubscribedApp,
  Template,
  TokenInfo,
  Waba,
} from '../../domain/account';
import { digitsOf } from '../../domain/account';
import type { CallOptions, GraphApi } from '../../activities/graph/api';
import { GraphError, type GraphErrorKind } from '../../activities/graph/errors';
import { fakeCreditCalls, type FakeCredit } from './fake-credit';

/** An account of the fake. */
export interface FakeAccount {
  waba: Waba;
  numbers: PhoneNumber[];
  templates: Template[];
  flows: Flow[];
  apps: SubscribedApp[];
  users: Record<string, AssignedUser[]>;
}

/** One call that was made: method, the id it was made on, and what it carried. */
export interface FakeCall {
  readonly method: keyof GraphApi;
  readonly id: string;
  readonly more: unknown;
  readonly hasSignal: boolean;
  /** With whose token. */
  readonly token: string;
}

type Fault = { readonly kind: GraphErrorKind; readonly waitMs?: number } | Error;

/** Which calls fail: on one id or all, with one token or any, once or always; whether a write happens all the same. */
interface Where {
  readonly id?: string;
  readonly token?: string;
  readonly once?: boolean;
  readonly happens?: boolean;
}

/** The fake with what a test reads and sets. */
export interface FakeGraph extends GraphApi, FakeCredit {
  readonly owned: Map<string, string[] | null>;
  readonly clients: Map<string, string[] | null>;
  readonly migrations: Map<string, MigrationNode>;
  me: { id: string; name?: string };
  myBusinesses: Business[];
  readonly businesses: Map<string, Business>;
  token: TokenInfo;
  readonly calls: FakeCall[];
  readonly writes: FakeCall[];
  /** Fails calls of a method. */
  fail(method: keyof GraphApi, fault: Fault, where?: Where): void;
}

const WRITES: readonly (keyof GraphApi)[] = [
  'initiateMigration',
  'resumeMigration',
  'subscribeApp',
  'assignUser',
  'sendTemplateMessage',
  'shareCreditLine',
  'attachCreditLine',
  'shareAndAttachCreditLine',
  'deleteAllocation',
  'removeUser',
];

/** A phone number as Meta shows a good one. */
export function phone(id: string, display: string, more: Partial<PhoneNumber> = {}): PhoneNumber {
  return {
    id,
    display,
    digits: digitsOf(display),
    status: 'CONNECTED',
    nameStatus: 'APPROVED',
    platformType: 'CLOUD_API',
    isOnBizApp: false,
    ...more,
  };
}

/** An approved template. */
export function template(id: string, name: string, more: Partial<Template> = {}): Template {
  return {
    id,
    name,
    language: 'en_US',
    status: 'APPROVED',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: `Text of ${name}` }],
    ...more,
  };
}

/** An account with nothing wrong: two numbers, two templates, a Flow, our app with an override, users. */
export function account(id: string, more: Partial<Waba> = {}): FakeAccount {
  return {
    waba: {
      id,
      name: `Account ${id}`,
      currency: 'USD',
      country: 'IN',
      accountReviewStatus: 'APPROVED',
      ownerBusinessId: OWNER,
      primaryFundingId: 'credential-1',
      fundingReadable: true,
      ownerReadable: true,
      settings: { is_enabled_for_insights: false },
      ...more,
    },
    numbers: [phone(`${id}1`, '+1 631-555-0001'), phone(`${id}2`, '+1 631-555-0002')],
    templates: [template(`${id}01`, 'order_update'), template(`${id}02`, 'order_update', { language: 'hi' })],
    flows: [{ id: `${id}001`, name: 'survey', status: 'PUBLISHED' }],
    apps: [{ id: APP, overrideCallbackUri: CALLBACK }],
    users: {
      [OWNER]: [{ id: '701', tasks: ['MANAGE'] }],
      [OWN_BUSINESS]: [{ id: SYSTEM_USER, tasks: ['MANAGE', 'DEVELOP'] }],
    },
  };
}

/** Ids that the fake's accounts share. */
export const OWNER = '500';
export const OWN_BUSINESS = '600';
export const APP = '900';
export const SYSTEM_USER = '801';
export const CALLBACK = 'https://hooks.example.com/waba';

/** A new fake, empty but for its token. */
export function createFakeGraph(): FakeGraph {
  const accounts = new Map<string, FakeAccount>();
  const migrations = new Map<string, MigrationNode>();
  const owned = new Map<string, string[] | null>();
  const clients = new Map<string, string[] | null>();
  const calls: FakeCall[] = [];
  const writes: FakeCall[] = [];
  const faults: ({ method: keyof GraphApi; fault: Fault } & Where)[] = [];

  const account = (id: string): FakeAccount => {
    const found = accounts.get(id);
    if (found === undefined)
      throw new GraphError('missing-or-forbidden', `GET /${id}: Object does not exist`, { code: 100 });
    return found;
  };
  const call = <T>(
    method: keyof GraphApi,
    options: CallOptions,
    id: string,
    answer: () => T,
    more?: unknown,
  ): Promise<T> => {
    const record = { method, id, more, hasSignal: options.signal !== undefined, token: options.token };
    calls.push(record);
    if (WRITES.includes(method)) writes.push(record);
    const index = faults.findIndex(
      (one) =>
        one.method === method &&
        (one.id === undefined || one.id === id) &&
        (one.token === undefined || one.token === options.token),
    );
    const scripted = faults[index];
    if (scripted === undefined) return Promise.resolve().then(answer);
    if (scripted.once) faults.splice(index, 1);
    if (scripted.happens) answer();
    const { fault } = scripted;
    const error =
      fault instanceof Error
        ? fault
        : new GraphError(fault.kind, `${method} of ${id}: ${fault.kind}`, {
            httpStatus: 400,
            code: 10,
            fbtraceId: 'trace-1',
            waitMs: fault.waitMs,
          });
    return Promise.reject(error);
  };
  const listed = (ids: string[] | null | undefined): Waba[] => {
    if (ids === null) throw new GraphError('permission', 'GET accounts: not permitted', { code: 200 });
    return (ids ?? []).map((id) => account(id).waba);
  };
  const copy = <T>(value: T): T => structuredClone(value);

  const state: FakeCredit = {
    accounts,
    lines: [],
    allocations: new Map(),
    invoiceGroups: new Map(),
    lineFields: new Map(),
  };
  const fake: FakeGraph = {
    origin: `graph.example.com/${APP}`,
    migrations,
    owned,
    clients,
    ...state,
    me: { id: SYSTEM_USER, name: 'system user' },
    myBusinesses: [{ id: OWN_BUSINESS }],
    businesses: new Map([[OWN_BUSINESS, { id: OWN_BUSINESS, name: 'Partner Ltd', verificationStatus: 'verified' }]]),
    calls,
    writes,
    token: {
      appId: APP,
      type: 'SYSTEM_USER',
      isValid: true,
      expiresAt: 0,
      scopes: ['whatsapp_business_management', 'whatsapp_business_messaging'],
      userId: SYSTEM_USER,
    },
    fail: (method, fault, where = {}) => void faults.push({ method, fault, ...where }),

    getWaba: (options, id) => call('getWaba', options, id, () => copy(account(id).waba)),
    listPhoneNumbers: (options, id) => call('listPhoneNumbers', options, id, () => copy(account(id).numbers)),
    listTemplates: (options, id) => call('listTemplates', options, id, () => copy(account(id).templates)),
    countTemplates: (options, id) => call('countTemplates', options, id, () => account(id).templates.length),
    listFlows: (options, id) => call('listFlows', options, id, () => copy(account(id).flows)),
    listSubscribedApps: (options, id) => call('listSubscribedApps', options, id, () => copy(account(id).apps)),
    listAssignedUsers: (options, id, business) =>
      call('listAssignedUsers', options, id, () => copy(account(id).users[business] ?? []), business),
    listOwnedWabas: (options, id) => call('listOwnedWabas', options, id, () => listed(owned.get(id))),
    listClientWabas: (options, id) => call('listClientWabas', options, id, () => listed(clients.get(id))),
    initiateMigration: (options, id, intent) =>
      call(
        'initiateMigration',
        options,
        id,
        () => {
          migrations.set('mig-new', { id: 'mig-new', status: 'INITIATED' });
          return { migrationId: 'mig-new', status: 'INITIATED' };
        },
        intent,
      ),
    getMigration: (options, id) =>
      call('getMigration', options, id, () => {
        const found = migrations.get(id);
        if (found === undefined) throw new GraphError('missing-or-forbidden', `GET /${id}: Object does not exist`);
        return copy(found);
      }),
    resumeMigration: (options, id) =>
      call('resumeMigration', options, id, () => ({ ...migrations.get(id)!, status: 'IN_PROGRESS' })),
    subscribeApp: (options, id, override) =>
      call(
        'subscribeApp',
        options,
        id,
        () => {
          const others = account(id).apps.filter((app) => app.id !== APP);
          const ours = { id: APP, ...(override === undefined ? {} : { overrideCallbackUri: override.callbackUri }) };
          account(id).apps = [...others, ours];
        },
        override,
      ),
    assignUser: (options, id, user) =>
      call(
        'assignUser',
        options,
        id,
        () => {
          const there = account(id).users[OWN_BUSINESS] ?? [];
          account(id).users[OWN_BUSINESS] = [
            ...there.filter((one) => one.id !== user.id),
            { id: user.id, tasks: [...user.tasks] },
          ];
        },
        user,
      ),
    sendTemplateMessage: (options, id, message) =>
      call('sendTemplateMessage', options, id, () => ({ messageId: 'wamid.1', status: 'accepted' }), message),
    debugToken: (options) => call('debugToken', options, 'token', () => copy(fake.token)),
    ...fakeCreditCalls(state, call),
    removeUser: (options, id, user) =>
      call(
        'removeUser',
        options,
        id,
        () => {
          const { users } = account(id);
          for (const business of Object.keys(users)) {
            users[business] = (users[business] ?? []).filter((one) => one.id !== user);
          }
        },
        user,
      ),
    getMe: (options) => call('getMe', options, 'me', () => copy(fake.me)),
    listMyBusinesses: (options) => call('listMyBusinesses', options, 'me', () => copy(fake.myBusinesses)),
    getBusiness: (options, id) =>
      call('getBusiness', options, id, () => {
        const found = fake.businesses.get(id);
        if (found === undefined)
          throw new GraphError('missing-or-forbidden', `GET /${id}: does not exist`, { code: 100 });
        return copy(found);
      }),
  };
  return fake;
}
