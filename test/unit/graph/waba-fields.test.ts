import {
  CALL,
  clientOf,
  envelope,
  failureOf,
  startGraphServer,
  type GraphServer,
  type Reply,
  type SeenRequest,
} from './graph-server';

describe('reading a WABA of which Meta refuses a field', () => {
  let server: GraphServer;
  beforeAll(async () => {
    server = await startGraphServer();
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.seen.length = 0;
  });

  const NODE: Record<string, unknown> = {
    id: '1',
    name: 'Acme',
    currency: 'USD',
    country: 'IN',
    owner_business_info: { id: '2729', name: 'Acme Inc' },
    primary_funding_id: '1972',
  };
  const fieldsOf = (request: SeenRequest) => request.query.fields?.split(',') ?? [];
  /** Answers as Graph does: one refused field fails the whole read. */
  const refusing = (refused: readonly string[], refusal: Reply, node = NODE) =>
    server.answer((request) => {
      const fields = fieldsOf(request);
      if (fields.some((field) => refused.includes(field))) return refusal;
      return { json: Object.fromEntries(fields.filter((field) => field in node).map((field) => [field, node[field]])) };
    });

  it.each([
    ['code 10', envelope(10)],
    ['code 100 about the field', envelope(100)],
    ['code 200', envelope(200)],
  ])('says that funding is not readable, not that there is none: %s', async (_name, refusal) => {
    refusing(['primary_funding_id'], refusal);
    const waba = await clientOf(server).getWaba(CALL, '1');
    expect(waba).toMatchObject({ country: 'IN', fundingReadable: false, ownerReadable: true, ownerBusinessId: '2729' });
    expect(waba).not.toHaveProperty('primaryFundingId');
  });

  it('tells unfunded, where the field could be asked for and is absent, from refused', async () => {
    const { primary_funding_id: _gone, ...unfunded } = NODE;
    refusing(['owner_business_info'], envelope(10), unfunded);
    const waba = await clientOf(server).getWaba(CALL, '1');
    expect(waba).toMatchObject({ fundingReadable: true, ownerReadable: false });
    expect(waba).not.toHaveProperty('primaryFundingId');
    expect(waba).not.toHaveProperty('ownerBusinessId');
  });

  it('reads the core fields where more is refused than the two that Meta restricts', async () => {
    refusing(['country', 'primary_funding_id', 'owner_business_info'], envelope(100));
    expect(await clientOf(server).getWaba(CALL, '1')).toEqual({
      id: '1',
      name: 'Acme',
      currency: 'USD',
      fundingReadable: false,
      ownerReadable: false,
      settings: {},
    });
    expect(fieldsOf(server.seen[2]!)).toEqual(['id', 'name', 'currency', 'timezone_id', 'message_template_namespace']);
  });

  it.each([
    ['authorization', envelope(190), 'auth'],
    ['a WABA that is missing or forbidden', envelope(100, { error_subcode: 33 }), 'missing-or-forbidden'],
    ['another missing permission', envelope(3), 'permission'],
    ['throttling', envelope(80008), 'throttled'],
  ])('does not ask again for less after %s', async (_name, refusal, kind) => {
    server.script(refusal);
    expect((await failureOf(clientOf(server).getWaba(CALL, '1'))).kind).toBe(kind);
    expect(server.seen).toHaveLength(1);
  });

  it('fails, rather than calling the funding unreadable, where asking for it by itself fails in passing', async () => {
    server.answer((request) => {
      const fields = fieldsOf(request);
      if (fields.join() === 'id,primary_funding_id') return envelope(2);
      return fields.includes('primary_funding_id') ? envelope(10) : { json: NODE };
    });
    expect((await failureOf(clientOf(server).getWaba(CALL, '1'))).kind).toBe('unavailable');
  });

  it('leaves out of a number what Meta refuses, so that Coexistence stays unknown', async () => {
    server.answer((request) =>
      fieldsOf(request).includes('is_on_biz_app')
        ? envelope(100)
        : { json: { data: [{ id: '7', display_phone_number: '+91 22', status: 'CONNECTED' }] } },
    );
    const [number] = await clientOf(server).listPhoneNumbers(CALL, '1');
    expect(number).toEqual({ id: '7', display: '+91 22', digits: '9122', status: 'CONNECTED' });
  });

  it("lists a business's WABAs without their creation time where Meta refuses that", async () => {
    server.answer((request) =>
      fieldsOf(request).includes('creation_time') ? envelope(100) : { json: { data: [{ id: '1', currency: 'INR' }] } },
    );
    expect(await clientOf(server).listOwnedWabas(CALL, '555')).toMatchObject([{ id: '1', currency: 'INR' }]);
  });

  it("lists a business's WABAs without their owners where Meta refuses those, and says that they were refused", async () => {
    server.answer((request) =>
      fieldsOf(request).includes('owner_business_info')
        ? envelope(10)
        : { json: { data: [{ id: '1', creation_time: 1750000000 }] } },
    );
    expect(await clientOf(server).listClientWabas(CALL, '555')).toMatchObject([
      { id: '1', creationTime: '1750000000', ownerReadable: false },
    ]);
  });
});
