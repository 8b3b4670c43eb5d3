import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { describeWithMetaSpecs, META_SPECS } from '../../helpers/meta-specs';
import type { Customer, Running } from './running';
import { data, graphError, line, run } from './running';

const specSchema = z.object({
  apis: z.array(
    z.object({
      method: z.string(),
      endpoint: z.string().optional(),
      params: z.array(z.object({ name: z.string(), required: z.boolean() })),
    }),
  ),
  fields: z.array(z.object({ name: z.string() })),
});
const spec = (node: string): z.infer<typeof specSchema> =>
  specSchema.parse(JSON.parse(readFileSync(join(META_SPECS, `${node}.json`), 'utf8')));
const fieldsOf = (node: string): string =>
  spec(node)
    .fields.map(({ name }) => name)
    .join(',');

describeWithMetaSpecs("credit nodes have what Meta's SDK specs say", () => {
  let sim: Running;
  let customer: Customer;
  beforeEach(async () => {
    sim = await run();
    customer = await sim.customer();
  });
  afterEach(() => sim.simulator.close());

  test('every field of a line, a sharing record and an invoice group can be asked for', async () => {
    expect((await sim.get(`/${line}?fields=${fieldsOf('ExtendedCredit')}`)).body).toHaveProperty('balance');
    const record = await sim.get(`/${customer.allocations[0]}?fields=${fieldsOf('ExtendedCreditAllocationConfig')}`);
    expect(record.body).toHaveProperty('receiving_credential');
    const groups = await sim.get(
      `/${line}/extended_credit_invoice_groups?fields=${fieldsOf('ExtendedCreditInvoiceGroup')}`,
    );
    expect(data(groups)[0]).toHaveProperty('emails');
  });

  test('each edge of a line that reads or shares is there, and wants each parameter that is required', async () => {
    const values: Record<string, string> = {
      waba_currency: 'USD',
      waba_id: customer.waba,
      receiving_business_id: customer.businessId,
    };
    // Neither sharing with an amount nor making invoice groups belongs to WhatsApp's way of sharing a line.
    const left = ['POST owning_credit_allocation_configs', 'POST extended_credit_invoice_groups'];
    const edges = spec('ExtendedCredit').apis.filter(
      ({ method, endpoint }) => endpoint !== undefined && !left.includes(`${method} ${endpoint}`),
    );
    expect(edges).toHaveLength(5);
    for (const { method, endpoint = '', params } of edges) {
      const required = params.filter(({ required: is }) => is).map(({ name }) => name);
      const token = endpoint === 'whatsapp_credit_attach' ? { token: customer.token } : {};
      const call = (names: string[]) =>
        sim.call(
          method,
          `/${line}/${endpoint}?${names.map((name) => `${name}=${values[name] ?? ''}`).join('&')}`,
          token,
        );
      expect(await call(required)).toMatchObject({ status: 200 });
      for (const absent of required) {
        expect((await call(required.filter((name) => name !== absent))).body).toMatchObject(graphError(100));
      }
    }
  });
});
