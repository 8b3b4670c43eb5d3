import { createHmac } from 'node:crypto';
import type { GraphApi } from '../../../activities/graph/api';
import { APP_SECRET, CALL, clientOf, startGraphServer, TOKEN, type GraphServer, type Reply } from './graph-server';

/** One method: what it must ask, what Graph answers, what must come of it. */
interface Case {
  readonly call: (graph: GraphApi) => Promise<unknown>;
  readonly asks: { method: string; path: string; query?: Record<string, string>; body?: unknown };
  readonly answer: unknown;
  readonly gives: unknown;
}

const CASES: Record<string, Case> = {
  getWaba: {
    call: (graph) => graph.getWaba(CALL, '102290129340398'),
    asks: {
      method: 'GET',
      path: '/v26.0/102290129340398',
      query: {
        fields:
          'id,name,currency,timezone_id,message_template_namespace,creation_time,country,account_review_status,' +
          'business_verification_status,status,is_enabled_for_insights,disable_marketing_messages_on_cloud_api,' +
          'template_auto_archival_enabled,owner_business_info,primary_funding_id',
      },
    },
    answer: {
      id: '102290129340398',
      name: 'Acme',
      currency: 'USD',
      timezone_id: 1,
      message_template_namespace: 'ns',
      creation_time: 1750000000,
      status: 'A_STATUS_OF_TOMORROW',
      country: null,
      owner_business_info: { name: 'Acme Inc', id: '2729063490586005' },
      primary_funding_id: '1972385232742146',
      is_enabled_for_insights: true,
      a_field_of_tomorrow: { x: 1 },
    },
    gives: {
      id: '102290129340398',
      name: 'Acme',
      currency: 'USD',
      timezoneId: '1',
      templateNamespace: 'ns',
      creationTime: '1750000000',
      status: 'A_STATUS_OF_TOMORROW',
      ownerBusinessId: '2729063490586005',
      ownerBusinessName: 'Acme Inc',
      primaryFundingId: '1972385232742146',
      fundingReadable: true,
      ownerReadable: true,
      settings: { is_enabled_for_insights: true },
    },
  },
  listPhoneNumbers: {
    call: (graph) => graph.listPhoneNumbers(CALL, '1'),
    asks: {
      method: 'GET',
      path: '/v26.0/1/phone_numbers',
      query: {
        fields: 'id,display_phone_number,verified_name,status,quality_rating,name_status,platform_type,is_on_biz_app',
        limit: '100',
      },
    },
    answer: {
      data: [{ id: '7', display_phone_number: '+1 631-555-5555', status: 'CONNECTED', is_on_biz_app: false }],
      paging: { cursors: { before: 'a', after: 'b' } },
    },
    gives: [{ id: '7', display: '+1 631-555-5555', digits: '16315555555', status: 'CONNECTED', isOnBizApp: false }],
  },
  listTemplates: {
    call: (graph) => graph.listTemplates(CALL, '1'),
    asks: {
      method: 'GET',
      path: '/v26.0/1/message_templates',
      query: { fields: 'id,name,language,status,category,components', limit: '100' },
    },
    answer: {
      data: [{ id: '9', name: 'order', language: 'en_US', status: 'APPROVED', components: [{ type: 'BODY' }] }],
    },
    gives: [{ id: '9', name: 'order', language: 'en_US', status: 'APPROVED', components: [{ type: 'BODY' }] }],
  },
  countTemplates: {
    call: (graph) => graph.countTemplates(CALL, '1'),
    asks: {
      method: 'GET',
      path: '/v26.0/1/message_templates',
      query: { fields: 'id', limit: '1', summary: 'total_count' },
    },
    answer: {
      data: [{ id: '9' }],
      summary: { total_count: 6000 },
      paging: { next: 'https://graph.facebook.com/?after=x' },
    },
    gives: 6000,
  },
  listFlows: {
    call: (graph) => graph.listFlows(CALL, '1'),
    asks: { method: 'GET', path: '/v26.0/1/flows', query: { fields: 'id,name,status', limit: '100' } },
    answer: { data: [{ id: 'flow-1', name: 'sign up', status: 'DRAFT' }] },
    gives: [{ id: 'flow-1', name: 'sign up', status: 'DRAFT' }],
  },
  listSubscribedApps: {
    call: (graph) => graph.listSubscribedApps(CALL, '1'),
    asks: { method: 'GET', path: '/v26.0/1/subscribed_apps' },
    answer: {
      data: [
        {
          whatsapp_business_api_data: { id: '42', name: 'Ours', link: 'https://example.com' },
          override_callback_uri: 'https://example.com/hook',
        },
        { whatsapp_business_api_data: { id: '43' } },
      ],
    },
    gives: [{ id: '42', name: 'Ours', overrideCallbackUri: 'https://example.com/hook' }, { id: '43' }],
  },
  listAssignedUsers: {
    call: (graph) => graph.listAssignedUsers(CALL, '1', '555'),
    asks: {
      method: 'GET',
      path: '/v26.0/1/assigned_users',
      query: { business: '555', fields: 'id,name,tasks', limit: '100' },
    },
    answer: { data: [{ id: '8', name: 'system user', tasks: ['MANAGE'] }], summary: { total_count: 1 } },
    gives: [{ id: '8', name: 'system user', tasks: ['MANAGE'] }],
  },
  listOwnedWabas: {
    call: (graph) => graph.listOwnedWabas(CALL, '555'),
    asks: {
      method: 'GET',
      path: '/v26.0/555/owned_whatsapp_business_accounts',
      query: {
        fields: 'id,name,currency,timezone_id,message_template_namespace,creation_time,owner_business_info',
        limit: '100',
      },
    },
    answer: { data: [{ id: '1', currency: 'INR', creation_time: 1750000000 }] },
    gives: [
      {
        id: '1',
        currency: 'INR',
        creationTime: '1750000000',
        fundingReadable: false,
        ownerReadable: true,
        settings: {},
      },
    ],
  },
  listClientWabas: {
    call: (graph) => graph.listClientWabas(CALL, '555'),
    asks: {
      method: 'GET',
      path: '/v26.0/555/client_whatsapp_business_accounts',
      query: {
        fields: 'id,name,currency,timezone_id,message_template_namespace,creation_time,owner_business_info',
        limit: '100',
      },
    },
    answer: { data: [{ id: '1', owner_business_info: { id: '2729', name: 'Acme' } }] },
    gives: [
      {
        id: '1',
        ownerBusinessId: '2729',
        ownerBusinessName: 'Acme',
        fundingReadable: false,
        ownerReadable: true,
        settings: {},
      },
    ],
  },
  'initiateMigration with a line of credit': {
    call: (graph) => graph.initiateMigration(CALL, '1', { currency: 'INR', extendedCreditId: '987654321098765' }),
    asks: {
      method: 'POST',
      path: '/v26.0/1/set_payment_method_migration_intent',
      body: { currency: 'INR', extended_credit_id: '987654321098765' },
    },
    answer: { migration_id: 'mig_01HZYK3ABCDEF4567890', migration_status: 'INITIATED' },
    gives: { migrationId: 'mig_01HZYK3ABCDEF4567890', status: 'INITIATED' },
  },
  'initiateMigration without one, whose body must not have the parameter at all': {
    call: (graph) => graph.initiateMigration(CALL, '1', { currency: 'INR' }),
    asks: { method: 'POST', path: '/v26.0/1/set_payment_method_migration_intent', body: { currency: 'INR' } },
    answer: { migration_id: 12, migration_status: null },
    gives: { migrationId: '12', status: 'UNKNOWN' },
  },
  getMigration: {
    call: (graph) => graph.getMigration(CALL, 'mig_1'),
    asks: { method: 'GET', path: '/v26.0/mig_1' },
    answer: {
      status: 'READY_TO_COMPLETE',
      destination_waba: { id: '998877665544332', name: 'Acme (INR)', currency: 'INR', timezone_id: '1' },
      id: 'mig_1',
    },
    gives: {
      id: 'mig_1',
      status: 'READY_TO_COMPLETE',
      destination: { id: '998877665544332', name: 'Acme (INR)', currency: 'INR' },
    },
  },
  'getMigration with a status that is on no list and a clone that has no id yet': {
    call: (graph) => graph.getMigration(CALL, 'mig_1'),
    asks: { method: 'GET', path: '/v26.0/mig_1' },
    answer: { status: 'PONDERING', destination_waba: {} },
    gives: { id: 'mig_1', status: 'PONDERING' },
  },
  'resumeMigration, which has no body': {
    call: (graph) => graph.resumeMigration(CALL, 'mig_1'),
    asks: { method: 'POST', path: '/v26.0/mig_1/resume_migration' },
    answer: { status: 'IN_PROGRESS', destination_waba: { id: '2' } },
    gives: { id: 'mig_1', status: 'IN_PROGRESS', destination: { id: '2' } },
  },
  'subscribeApp without an override, which has no body': {
    call: (graph) => graph.subscribeApp(CALL, '1'),
    asks: { method: 'POST', path: '/v26.0/1/subscribed_apps' },
    answer: { success: true },
    gives: undefined,
  },
  'subscribeApp with an override': {
    call: (graph) => graph.subscribeApp(CALL, '1', { callbackUri: 'https://example.com/hook', verifyToken: 'v' }),
    asks: {
      method: 'POST',
      path: '/v26.0/1/subscribed_apps',
      body: { override_callback_uri: 'https://example.com/hook', verify_token: 'v' },
    },
    answer: { success: true, data: [{ override_callback_uri: 'https://example.com/hook' }] },
    gives: undefined,
  },
  assignUser: {
    call: (graph) => graph.assignUser(CALL, '1', { id: '8', tasks: ['MANAGE', 'DEVELOP'] }),
    asks: { method: 'POST', path: '/v26.0/1/assigned_users', query: { user: '8', tasks: '["MANAGE","DEVELOP"]' } },
    answer: { success: true },
    gives: undefined,
  },
  sendTemplateMessage: {
    call: (graph) => graph.sendTemplateMessage(CALL, '7', { to: '+16315551234', template: 'order', language: 'en_US' }),
    asks: {
      method: 'POST',
      path: '/v26.0/7/messages',
      body: {
        messaging_product: 'whatsapp',
        to: '+16315551234',
        type: 'template',
        template: { name: 'order', language: { code: 'en_US' } },
      },
    },
    answer: {
      messaging_product: 'whatsapp',
      contacts: [{ input: '+16315551234', wa_id: '16315551234' }],
      messages: [{ id: 'wamid.HBg', message_status: 'accepted' }],
    },
    gives: { messageId: 'wamid.HBg', status: 'accepted' },
  },
  debugToken: {
    call: (graph) => graph.debugToken(CALL),
    asks: { method: 'GET', path: '/v26.0/debug_token', query: { input_token: TOKEN } },
    answer: {
      data: {
        app_id: 42,
        type: 'SYSTEM_USER',
        is_valid: true,
        expires_at: 0,
        scopes: ['business_management'],
        user_id: '8',
      },
    },
    gives: {
      appId: '42',
      type: 'SYSTEM_USER',
      isValid: true,
      expiresAt: 0,
      scopes: ['business_management'],
      userId: '8',
    },
  },
  'debugToken of a token that is no longer valid': {
    call: (graph) => graph.debugToken(CALL),
    asks: { method: 'GET', path: '/v26.0/debug_token', query: { input_token: TOKEN } },
    answer: { data: { error: { code: 190, message: 'expired' }, is_valid: false, scopes: [] } },
    gives: { isValid: false, scopes: [] },
  },
  listCreditLines: {
    call: (graph) => graph.listCreditLines(CALL, '555'),
    asks: {
      method: 'GET',
      path: '/v26.0/555/extendedcredits',
      query: { fields: 'id,legal_entity_name,is_access_revoked,balance,credit_available', limit: '100' },
    },
    answer: {
      data: [
        {
          id: '1972385232742146',
          legal_entity_name: 'Lucky Shrub',
          is_access_revoked: false,
          balance: { amount: '120.50', currency: 'USD', amount_in_hundredths: '12050' },
          credit_available: { an_amount_of_tomorrow: 1 },
        },
      ],
    },
    gives: [
      {
        id: '1972385232742146',
        legalEntityName: 'Lucky Shrub',
        accessRevoked: false,
        balance: { amount: '120.50', currency: 'USD' },
      },
    ],
  },
  'listAllocations of a list': {
    call: (graph) => graph.listAllocations(CALL, '1972', '2729'),
    asks: {
      method: 'GET',
      path: '/v26.0/1972/owning_credit_allocation_configs',
      query: {
        receiving_business_id: '2729',
        fields: 'id,receiving_credential,receiving_business,request_status',
        limit: '100',
      },
    },
    answer: { data: [{ id: '58501441721238', receiving_business: { id: '2729', name: 'Acme' } }] },
    gives: [{ id: '58501441721238', receivingBusinessId: '2729' }],
  },
  'listAllocations of a single object': {
    call: (graph) => graph.listAllocations(CALL, '1972', '2729'),
    asks: {
      method: 'GET',
      path: '/v26.0/1972/owning_credit_allocation_configs',
      query: {
        receiving_business_id: '2729',
        fields: 'id,receiving_credential,receiving_business,request_status',
        limit: '100',
      },
    },
    answer: { id: '58501441721238', receiving_business: { id: '2729' } },
    gives: [{ id: '58501441721238', receivingBusinessId: '2729' }],
  },
  getAllocation: {
    call: (graph) => graph.getAllocation(CALL, '58501441721238'),
    asks: {
      method: 'GET',
      path: '/v26.0/58501441721238',
      query: { fields: 'id,receiving_credential,receiving_business,request_status' },
    },
    answer: {
      receiving_credential: { id: '1972' },
      receiving_business: { id: '2729' },
      request_status: 'DELETED',
      id: '58501441721238',
    },
    gives: {
      id: '58501441721238',
      receivingBusinessId: '2729',
      receivingCredentialId: '1972',
      requestStatus: 'DELETED',
    },
  },
  'listAllocations of every business': {
    call: (graph) => graph.listAllocations(CALL, '1972'),
    asks: {
      method: 'GET',
      path: '/v26.0/1972/owning_credit_allocation_configs',
      query: { fields: 'id,receiving_credential,receiving_business,request_status', limit: '100' },
    },
    answer: { data: [] },
    gives: [],
  },
  getCreditLine: {
    call: (graph) => graph.getCreditLine(CALL, '1972'),
    asks: {
      method: 'GET',
      path: '/v26.0/1972',
      query: {
        fields:
          'id,allocated_amount,balance,credit_available,credit_type,is_access_revoked,is_automated_experience,' +
          'legal_entity_name,liable_address,liable_biz_name,max_balance,online_max_balance,owner_business,' +
          'owner_business_name,partition_from,receiving_credit_allocation_config,send_bill_to_address,' +
          'send_bill_to_biz_name,sold_to_address',
      },
    },
    answer: { id: '1972', legal_entity_name: 'Lucky Shrub', sold_to_address: { country: 'IN' }, credit_type: 'W' },
    gives: {
      line: { id: '1972', legalEntityName: 'Lucky Shrub' },
      fields: { id: '1972', legal_entity_name: 'Lucky Shrub', sold_to_address: { country: 'IN' }, credit_type: 'W' },
      refused: [],
    },
  },
  listInvoiceGroups: {
    call: (graph) => graph.listInvoiceGroups(CALL, '1972'),
    asks: {
      method: 'GET',
      path: '/v26.0/1972/extended_credit_invoice_groups',
      query: { fields: 'id,name', limit: '100' },
    },
    answer: { data: [{ id: '31', name: 'India' }, { id: 32 }] },
    gives: [{ id: '31', name: 'India' }, { id: '32' }],
  },
  shareCreditLine: {
    call: (graph) => graph.shareCreditLine(CALL, '1972', '2729'),
    asks: { method: 'POST', path: '/v26.0/1972/whatsapp_credit_sharing', query: { receiving_business_id: '2729' } },
    answer: { success: true, allocation_config_id: '58501441721238' },
    gives: { allocationId: '58501441721238' },
  },
  'shareCreditLine whose answer names no record': {
    call: (graph) => graph.shareCreditLine(CALL, '1972', '2729'),
    asks: { method: 'POST', path: '/v26.0/1972/whatsapp_credit_sharing', query: { receiving_business_id: '2729' } },
    answer: { success: true, id: '1972' },
    gives: {},
  },
  attachCreditLine: {
    call: (graph) => graph.attachCreditLine(CALL, '1972', { wabaId: '1', currency: 'INR' }),
    asks: {
      method: 'POST',
      path: '/v26.0/1972/whatsapp_credit_attach',
      query: { waba_currency: 'INR', waba_id: '1' },
    },
    answer: { success: true, waba_id: '1', allocation_config_id: 58501441721238 },
    gives: { allocationId: '58501441721238' },
  },
  shareAndAttachCreditLine: {
    call: (graph) => graph.shareAndAttachCreditLine(CALL, '1972', { wabaId: '1', currency: 'USD' }),
    asks: {
      method: 'POST',
      path: '/v26.0/1972/whatsapp_credit_sharing_and_attach',
      query: { waba_currency: 'USD', waba_id: '1' },
    },
    answer: { allocation_config_id: '58501441721238', waba_id: '1', receiving_business: { id: '2729' } },
    gives: { allocationId: '58501441721238' },
  },
  deleteAllocation: {
    call: (graph) => graph.deleteAllocation(CALL, '58501441721238'),
    asks: { method: 'DELETE', path: '/v26.0/58501441721238' },
    answer: { success: true },
    gives: undefined,
  },
  removeUser: {
    call: (graph) => graph.removeUser(CALL, '1', '8'),
    asks: { method: 'DELETE', path: '/v26.0/1/assigned_users', query: { user: '8' } },
    answer: { success: true },
    gives: undefined,
  },
  getMe: {
    call: (graph) => graph.getMe(CALL),
    asks: { method: 'GET', path: '/v26.0/me', query: { fields: 'id,name' } },
    answer: { id: '8', name: 'system user' },
    gives: { id: '8', name: 'system user' },
  },
  listMyBusinesses: {
    call: (graph) => graph.listMyBusinesses(CALL),
    asks: { method: 'GET', path: '/v26.0/me/businesses', query: { fields: 'id,name', limit: '100' } },
    answer: { data: [{ id: '555', name: 'Partner Ltd' }] },
    gives: [{ id: '555', name: 'Partner Ltd' }],
  },
  getBusiness: {
    call: (graph) => graph.getBusiness(CALL, '555'),
    asks: { method: 'GET', path: '/v26.0/555', query: { fields: 'id,name,verification_status' } },
    answer: { id: '555', name: 'Partner Ltd', verification_status: 'not_verified' },
    gives: { id: '555', name: 'Partner Ltd', verificationStatus: 'not_verified' },
  },
};

describe('the calls of the Graph client', () => {
  let server: GraphServer;
  beforeAll(async () => {
    server = await startGraphServer();
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.seen.length = 0;
  });

  const proof = createHmac('sha256', APP_SECRET).update(TOKEN).digest('hex');

  it.each(Object.entries(CASES))(
    'makes exactly the documented request: %s',
    async (_name, { call, asks, answer, gives }) => {
      server.script({ json: answer });
      expect(await call(clientOf(server))).toEqual(gives);
      expect(server.seen).toHaveLength(1);
      const [seen] = server.seen;
      expect(seen).toMatchObject({
        method: asks.method,
        path: asks.path,
        query: { ...asks.query, appsecret_proof: proof },
        body: asks.body === undefined ? '' : JSON.stringify(asks.body),
      });
      expect(Object.keys(seen?.query ?? {}).sort()).toEqual(
        [...Object.keys(asks.query ?? {}), 'appsecret_proof'].sort(),
      );
      expect(seen?.headers.authorization).toBe(`Bearer ${TOKEN}`);
      expect(seen?.headers['content-type']).toBe(asks.body === undefined ? undefined : 'application/json');
    },
  );

  it('has a case for every method of the interface', () => {
    const { origin: _origin, ...methods } = clientOf(server);
    const tried = new Set(Object.keys(CASES).map((name) => name.split(/[ ,]/)[0]));
    expect([...tried].sort()).toEqual(Object.keys(methods).sort());
  });

  it('computes the proof anew for each token', async () => {
    server.script({ json: { data: [] } });
    const graph = clientOf(server);
    await graph.listFlows({ token: 'token-a' }, '1');
    await graph.listFlows({ token: 'token-b' }, '1');
    expect(server.seen.map((seen) => seen.query.appsecret_proof)).toEqual(
      ['token-a', 'token-b'].map((token) => createHmac('sha256', APP_SECRET).update(token).digest('hex')),
    );
  });

  it('sends no proof without an app secret', async () => {
    server.script({ json: { data: [] } });
    await clientOf(server, { appSecret: undefined }).listFlows(CALL, '1');
    expect(server.seen[0]?.query).not.toHaveProperty('appsecret_proof');
  });

  it('keeps an opaque id in one path segment, whatever is in it', async () => {
    server.script({ json: { status: 'INITIATED' } });
    await clientOf(server).getMigration(CALL, 'mig/../1?x=#é %2F');
    expect(server.seen[0]?.path).toBe('/v26.0/mig%2F..%2F1%3Fx%3D%23%C3%A9%20%252F');
  });

  it.each(['', '.', '..'])('sends nothing for the id "%s", which would call another endpoint', async (id) => {
    await expect(clientOf(server).listFlows(CALL, id)).rejects.toMatchObject({ kind: 'parameter' });
    expect(server.seen).toHaveLength(0);
  });

  it.each(['', 'two words', 'line\nbreak', 'é'])('sends nothing with a token that can be none: "%s"', async (token) => {
    await expect(clientOf(server).listFlows({ token }, '1')).rejects.toMatchObject({ kind: 'auth' });
    expect(server.seen).toHaveLength(0);
  });

  it('keeps all digits of an id that came as a number beyond 2^53', async () => {
    const reply: Reply = {
      text: '{"data":[{"id":12345678901234567890,"name":"id 99999999999999999999","status":"DRAFT"}]}',
    };
    server.script(reply);
    expect(await clientOf(server).listFlows(CALL, '1')).toEqual([
      { id: '12345678901234567890', name: 'id 99999999999999999999', status: 'DRAFT' },
    ]);
  });

  it('names the host without its port, and the app, as the origin', () => {
    expect(clientOf(server).origin).toBe('127.0.0.1/42');
    expect(clientOf({ url: 'https://graph.facebook.com:8443/sub/' }, { appId: undefined }).origin).toBe(
      'graph.facebook.com',
    );
  });

  it.each(['', 'graph.facebook.com', 'ftp://x', 'https://user:pass@x', 'https://x?token=1'])(
    'refuses the base URL "%s" without repeating it',
    (baseUrl) => {
      expect(() => clientOf({ url: baseUrl })).toThrow(/^the base URL of the Graph API must be/);
    },
  );

  it('tells the log of each call with its path and outcome only', async () => {
    const records: unknown[] = [];
    server.script({ json: { data: [] } });
    await clientOf(server, { now: () => 5, log: (record) => records.push(record) }).listFlows(CALL, '1');
    expect(records).toEqual([
      {
        call: 'GET /1/flows',
        budget: 'waba',
        httpStatus: 200,
        outcome: 'ok',
        durationMs: 0,
        waitMs: undefined,
        fbtraceId: undefined,
      },
    ]);
  });

  it('does not turn an answered write into a failure because its log throws', async () => {
    server.script({ json: { migration_id: 'mig_1', migration_status: 'INITIATED' } });
    const log = () => {
      throw new Error('disk full');
    };
    await expect(clientOf(server, { log }).initiateMigration(CALL, '1', { currency: 'INR' })).resolves.toMatchObject({
      migrationId: 'mig_1',
    });
  });
});
