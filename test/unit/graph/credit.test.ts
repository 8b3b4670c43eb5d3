import type { GraphApi } from '../../../activities/graph/api';
import { LIMITS_PER_HOUR, RESERVED_FOR_WRITES_PERCENT } from '../../../activities/graph/budgets';
import {
  CALL,
  clientOf,
  envelope,
  failureOf,
  startGraphServer,
  TOKEN,
  type GraphServer,
  type Reply,
  type SeenRequest,
} from './graph-server';

const ACCOUNT = { wabaId: '1', currency: 'INR' };
const WRITES: Record<string, (graph: GraphApi) => Promise<unknown>> = {
  shareCreditLine: (graph) => graph.shareCreditLine(CALL, '1972', '2729'),
  attachCreditLine: (graph) => graph.attachCreditLine(CALL, '1972', ACCOUNT),
  shareAndAttachCreditLine: (graph) => graph.shareAndAttachCreditLine(CALL, '1972', ACCOUNT),
  deleteAllocation: (graph) => graph.deleteAllocation(CALL, '5850'),
  removeUser: (graph) => graph.removeUser(CALL, '1', '8'),
};

let server: GraphServer;
beforeAll(async () => {
  server = await startGraphServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.seen.length = 0;
});

const fieldsOf = (request: SeenRequest) => request.query.fields?.split(',') ?? [];
/** Answers as Graph does: one refused field fails the whole read. */
const refusing = (refused: readonly string[], refusal: Reply = envelope(100)) =>
  server.answer((request) =>
    fieldsOf(request).some((field) => refused.includes(field))
      ? refusal
      : { json: Object.fromEntries(fieldsOf(request).map((field) => [field, field === 'id' ? '1972' : `a ${field}`])) },
  );

describe.each(Object.entries(WRITES))('%s', (name, write) => {
  it.each<[string, Reply]>([
    ['a 502 page of a proxy', { status: 502, text: '<html>' }],
    ['an answer that is cut off', { text: '{"success": tr' }],
    ['a broken connection', (response) => void response.destroy()],
    ['an envelope of code 2', envelope(2)],
    ['a transient envelope', envelope(100, { is_transient: true })],
    ['success: false', { json: { success: false } }],
    ['an answer with nothing of it', { json: {} }],
  ])('counts %s as a lost answer: it may have happened', async (_name, reply) => {
    server.script(reply);
    expect((await failureOf(write(clientOf(server)))).kind).toBe('outcome-unknown');
    expect(server.seen).toHaveLength(1);
  });

  it.each([
    ['a wrong parameter', envelope(100), 'parameter'],
    ['an object that is missing or forbidden', envelope(100, { error_subcode: 33 }), 'missing-or-forbidden'],
    ['a missing permission', envelope(200), 'permission'],
    ['an expired token', envelope(190), 'auth'],
    ['throttling', envelope(80008, { is_transient: true }), 'throttled'],
  ])('counts %s as proof that nothing happened', async (_name, reply, kind) => {
    server.script(reply);
    expect((await failureOf(write(clientOf(server)))).kind).toBe(kind);
  });

  it("is sent with the call's own token, which stands in the header only, and is never aborted", async () => {
    server.script({ json: { success: true, allocation_config_id: '5850' } });
    const stopped = AbortSignal.abort();
    const client = clientOf(server);
    const customer = { token: 'EAAcustomers-business-token-00000000', signal: stopped };
    const calls: Record<string, () => Promise<unknown>> = {
      shareCreditLine: () => client.shareCreditLine(customer, '1972', '2729'),
      attachCreditLine: () => client.attachCreditLine(customer, '1972', ACCOUNT),
      shareAndAttachCreditLine: () => client.shareAndAttachCreditLine(customer, '1972', ACCOUNT),
      deleteAllocation: () => client.deleteAllocation(customer, '5850'),
      removeUser: () => client.removeUser(customer, '1', '8'),
    };
    await calls[name]?.();
    expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${customer.token}`);
    expect(JSON.stringify([server.seen[0]?.query, server.seen[0]?.body])).not.toContain(customer.token);
  });
});

describe('reading a line of which Meta refuses fields', () => {
  it('leaves out the refused ones, names them, and keeps every other', async () => {
    refusing(['credit_available', 'sold_to_address']);
    const { fields, refused, line } = await clientOf(server).getCreditLine(CALL, '1972');
    expect(refused).toEqual(['credit_available', 'sold_to_address']);
    expect(Object.keys(fields)).toHaveLength(17);
    expect(fields).toMatchObject({ id: '1972', balance: 'a balance', owner_business: 'a owner_business' });
    expect(line).toEqual({ id: '1972', legalEntityName: 'a legal_entity_name' });
  });

  it('costs fewer calls than a call for each field', async () => {
    refusing(['credit_available']);
    await clientOf(server).getCreditLine(CALL, '1972');
    expect(server.seen.length).toBeLessThan(13);
  });

  it('fails where the line itself is refused, rather than calling every field refused', async () => {
    server.script(envelope(200));
    expect((await failureOf(clientOf(server).getCreditLine(CALL, '1972'))).kind).toBe('permission');
    expect(server.seen).toHaveLength(2);
  });

  it('fails, rather than calling a field refused, where Meta does not answer about it', async () => {
    server.answer((request) => {
      if (!fieldsOf(request).includes('sold_to_address')) return { json: { id: '1972' } };
      return fieldsOf(request).length > 3 ? envelope(100) : envelope(2);
    });
    expect((await failureOf(clientOf(server).getCreditLine(CALL, '1972'))).kind).toBe('unavailable');
  });
});

describe('listing lines', () => {
  it('still asks whether a line is revoked where Meta refuses the amounts', async () => {
    server.answer((request) =>
      fieldsOf(request).includes('balance')
        ? envelope(100)
        : { json: { data: [{ id: '1972', legal_entity_name: 'L', is_access_revoked: true }] } },
    );
    expect(await clientOf(server).listCreditLines(CALL, '555')).toEqual([
      { id: '1972', legalEntityName: 'L', accessRevoked: true },
    ]);
  });

  it('falls back to id and legal entity where nothing else is taken', async () => {
    server.answer((request) =>
      fieldsOf(request).join() === 'id,legal_entity_name' ? { json: { data: [{ id: '1972' }] } } : envelope(100),
    );
    expect(await clientOf(server).listCreditLines(CALL, '555')).toEqual([{ id: '1972' }]);
  });

  it('says no line for no answer to code 190, and asks once', async () => {
    server.script(envelope(190));
    expect((await failureOf(clientOf(server).listCreditLines(CALL, '555'))).kind).toBe('auth');
    expect(server.seen).toHaveLength(1);
  });
});

describe('the sharing records of a line', () => {
  it('are followed over all pages', async () => {
    server.answer(({ query }) =>
      query.after === undefined
        ? { json: { data: [{ id: '1' }], paging: { cursors: { after: 'x' }, next: 'https://graph.facebook.com/n' } } }
        : { json: { data: [{ id: '2' }] } },
    );
    expect(await clientOf(server).listAllocations(CALL, '1972')).toEqual([{ id: '1' }, { id: '2' }]);
  });

  it.each([{}, { data: {} }, { data: [{ receiving_business: { id: '2729' } }] }])(
    'are unreadable, not absent, where the answer is %j',
    async (json) => {
      server.script({ json });
      expect((await failureOf(clientOf(server).listAllocations(CALL, '1972', '2729'))).kind).toBe('invalid-answer');
    },
  );
});

describe('the budget of credit calls', () => {
  const READS = (LIMITS_PER_HOUR.creditLines * (100 - RESERVED_FOR_WRITES_PERCENT)) / 100;

  it('is one for the app and all lines, and leaves room for a write when reads have used theirs', async () => {
    server.script({ json: { id: '5850', success: true, allocation_config_id: '5850', data: [] } });
    const client = clientOf(server, { now: () => 0 });
    for (let call = 0; call < READS; call += 1) await client.getAllocation(CALL, `${call % 7}`);
    expect((await failureOf(client.listAllocations(CALL, '1972'))).kind).toBe('over-budget');
    expect((await failureOf(client.listCreditLines(CALL, '555'))).kind).toBe('over-budget');
    await client.deleteAllocation(CALL, '5850');
    await client.shareAndAttachCreditLine(CALL, '1972', ACCOUNT);
    // On no list of Meta's: not counted.
    await client.getCreditLine(CALL, '1972');
    await client.shareCreditLine(CALL, '1972', '2729');
  });

  it('shuts every credit call, the uncounted ones too, while Meta throttles one', async () => {
    server.script(envelope(80008), { json: { id: '1', success: true, allocation_config_id: '5850' } });
    const client = clientOf(server, { now: () => 0 });
    await failureOf(client.getAllocation(CALL, '5850'));
    expect((await failureOf(client.attachCreditLine(CALL, '1972', ACCOUNT))).kind).toBe('over-budget');
    expect((await failureOf(client.deleteAllocation(CALL, '5850'))).kind).toBe('over-budget');
    expect((await client.getWaba(CALL, '1')).id).toBe('1');
    expect(server.seen).toHaveLength(2);
  });
});

describe('the error codes of credit calls', () => {
  it.each([
    [100, /check the id/],
    [104, /META_APP_SECRET/],
    [190, /GRAPH_TOKENS_FILE/],
    [200, /business_management.*Admin or Financial Editor/],
  ])('%i comes with its fix and without the token', async (code, fix) => {
    server.script(envelope(code, { fbtrace_id: 'trace' }));
    const { message } = await failureOf(clientOf(server).getAllocation(CALL, '5850'));
    expect(message).toMatch(fix);
    expect(message).toContain(`code ${code}`);
    expect(message).not.toContain(TOKEN);
  });

  it('200 about an account speaks of the account, not of the portfolio', async () => {
    server.script(envelope(200));
    const { message } = await failureOf(clientOf(server).listPhoneNumbers(CALL, '1'));
    expect(message).toContain('on the account');
  });
});
