import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';
import { z } from 'zod';

import { describeWithMetaSpecs, META_SPECS } from '../../helpers/meta-specs';
import type { Answer, Running } from './running';
import { lucky, luckyOwner, partnerBusiness, run } from './running';

const file = join(META_SPECS, 'business-messaging-api_v23.0.yaml');

type Schema = Record<string, unknown>;

/**
 * A schema of the file with its references put in. Enums and patterns are left out: the file contradicts itself and
 * Meta's pages there (five lists for a number's status alone); names, types and required fields are checked.
 */
function plain(node: unknown, document: Schema, depth = 0): unknown {
  if (Array.isArray(node)) return node.map((item) => plain(item, document, depth));
  if (typeof node !== 'object' || node === null) return node;
  const schema = node as Schema;
  if (typeof schema['$ref'] === 'string') {
    if (depth > 12) return {};
    const path = schema['$ref'].slice(2).split('/');
    const target = path.reduce<unknown>((at, key) => (at as Schema)[key], document);
    return plain(target, document, depth + 1);
  }
  const kept = Object.entries(schema).filter(([key, value]) => {
    const annotation = ['example', 'examples', 'description', 'title', 'default', 'xml', 'discriminator'].includes(key);
    const unreliable =
      (key === 'enum' && Array.isArray(value)) || (key === 'pattern' && typeof value === 'string') || key === 'format';
    return !annotation && !unreliable;
  });
  return Object.fromEntries(kept.map(([key, value]) => [key, plain(value, document, depth)]));
}

describeWithMetaSpecs("answers have the shapes of Meta's OpenAPI file", () => {
  let sim: Running;
  let document: Schema;
  beforeAll(() => void (document = parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 }) as Schema));
  beforeEach(async () => void (sim = await run()));
  afterEach(() => sim.simulator.close());

  function shape(path: string, method: string): z.ZodType {
    const operation = (document['paths'] as Record<string, Schema>)[`/{Version}/${path}`]?.[method] as Schema;
    const responses = operation['responses'] as Record<string, { content: Record<string, { schema: Schema }> }>;
    const schema = plain(responses['200']?.content['application/json']?.schema, document);
    return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0], { defaultTarget: 'openapi-3.0' });
  }

  const expectShape = (answer: Answer, path: string, method: string): void => {
    expect(answer.status).toBe(200);
    const checked = shape(path, method).safeParse(answer.body);
    expect(checked.success ? '' : z.prettifyError(checked.error)).toBe('');
  };

  test.each([
    [
      '{WABA-ID}',
      `/${lucky}?fields=id,name,currency,timezone_id,message_template_namespace,account_review_status,country,ownership_type,status,primary_business_location,is_enabled_for_insights`,
    ],
    ['{WABA-ID}/message_templates', `/${lucky}/message_templates`],
    ['{WABA-ID}/flows', `/${lucky}/flows`],
    [
      '{WABA-ID}/phone_numbers',
      `/${lucky}/phone_numbers?fields=id,display_phone_number,verified_name,status,quality_rating,code_verification_status`,
    ],
    ['{WABA-ID}/subscribed_apps', `/${lucky}/subscribed_apps`],
    [
      '{WhatsApp-Business-Account-ID}/assigned_users',
      `/${lucky}/assigned_users?business=${partnerBusiness}&fields=id,name,business,user_type`,
    ],
    ['{Business-ID}/extendedcredits', `/${partnerBusiness}/extendedcredits`],
    [
      '{Business-ID}/owned_whatsapp_business_accounts',
      `/${luckyOwner}/owned_whatsapp_business_accounts?fields=id,name,currency,timezone_id`,
    ],
    [
      '{Business-ID}/client_whatsapp_business_accounts',
      `/${partnerBusiness}/client_whatsapp_business_accounts?fields=id,name,currency,timezone_id`,
    ],
    ['{Business-ID}', `/${partnerBusiness}`],
  ])('GET %s', async (path, url) => {
    expectShape(await sim.get(url), path, 'get');
  });

  test('GET {Phone-Number-ID}', async () => {
    const { numbers } = await sim.account({});
    expectShape(
      await sim.get(`/${numbers[0]?.id}?fields=id,display_phone_number,verified_name,quality_rating,status`),
      '{Phone-Number-ID}',
      'get',
    );
  });

  test('POST {Phone-Number-ID}/messages', async () => {
    const { numbers } = await sim.account({ templates: [{ name: 'order', language: 'en_US' }] });
    const template = { name: 'order', language: { code: 'en_US' } };
    const message = { messaging_product: 'whatsapp', to: '16315550199', type: 'template', template };
    expectShape(await sim.post(`/${numbers[0]?.id}/messages`, message), '{Phone-Number-ID}/messages', 'post');
  });

  test('POST and DELETE of subscribed_apps and assigned_users', async () => {
    const users = '{WhatsApp-Business-Account-ID}/assigned_users';
    expectShape(await sim.post(`/${lucky}/assigned_users?user=3000000000000001&tasks=['MANAGE']`), users, 'post');
    expectShape(await sim.call('DELETE', `/${lucky}/assigned_users?user=3000000000000001`), users, 'delete');
    expectShape(await sim.post(`/${lucky}/subscribed_apps`), '{WABA-ID}/subscribed_apps', 'post');
    expectShape(await sim.call('DELETE', `/${lucky}/subscribed_apps`), '{WABA-ID}/subscribed_apps', 'delete');
  });

  test('errors have the envelope of the file', async () => {
    const schemas = (document['components'] as { schemas: Schema }).schemas;
    const envelope = z.fromJSONSchema(
      plain(schemas['GraphAPIError'], document) as Parameters<typeof z.fromJSONSchema>[0],
    );
    for (const path of ['/1', `/${lucky}?fields=nope`, '/me']) {
      const { body } = await sim.get(path, path === '/me' ? null : undefined);
      const checked = envelope.safeParse(body);
      expect(checked.success ? '' : z.prettifyError(checked.error)).toBe('');
      expect(body).toHaveProperty('error.code');
    }
  });

  test('the check refuses an answer of the wrong shape', () => {
    expect(shape('{WABA-ID}/message_templates', 'get').safeParse({ data: 'none' }).success).toBe(false);
    expect(shape('{WABA-ID}', 'get').safeParse({ id: 12 }).success).toBe(false);
  });
});
