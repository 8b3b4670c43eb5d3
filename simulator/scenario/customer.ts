import { z } from 'zod';

import type { Waba } from '../account';
import { digitsSchema } from '../account';
import { activeAllocation, createAllocation, findCreditLine } from '../credit';
import type { Allocation, Business, CreditLine, State, Token } from '../state';
import { creditLineSchema, newId, tokenChangesSchema, tokenSchema } from '../state';
import { addAccount, ensureBusiness, ScenarioError } from './account';
import { partner } from './partner';
import { accountSpecSchema } from './spec';

/** A line of credit to make; the partner's where no portfolio is named. Amounts in US cents. */
export const lineSpecSchema = z.strictObject({
  id: digitsSchema.optional(),
  businessId: digitsSchema.default(partner.businessId),
  legalEntityName: z.string().default('Partner Portfolio Ltd'),
  country: z.string().default('IN'),
  maxBalance: z.number().default(10_000_000),
  balance: z.number().default(0),
  accessRevoked: z.boolean().default(false),
  invoiceGroups: z.array(z.strictObject({ name: z.string(), emails: z.array(z.string()) })).default([]),
});

/** Changes to a line that stands already. */
export const linePatchSchema = z.strictObject({
  legalEntityName: z.string().optional(),
  country: z.string().optional(),
  maxBalance: z.number().optional(),
  balance: z.number().optional(),
  accessRevoked: z.boolean().optional(),
});

/** Makes a line of credit, and the portfolio that owns it where that is new. */
export function addLine(state: State, spec: z.infer<typeof lineSpecSchema>): CreditLine {
  const id = spec.id ?? newId(state, 'line');
  if (findCreditLine(state, id)) throw new ScenarioError(`there is a line of credit ${id} already`);
  ensureBusiness(state, spec.businessId, spec.legalEntityName);
  const invoiceGroups = spec.invoiceGroups.map((group) => ({ id: newId(state, 'invoiceGroup'), ...group }));
  const line = creditLineSchema.parse({ ...spec, id, invoiceGroups });
  state.creditLines.push(line);
  return line;
}

const customerAccountSchema = accountSpecSchema.omit({ businessId: true });

/** A customer of the partner: a portfolio, its accounts, the lines that it has, and its business token. */
export const customerSpecSchema = z.strictObject({
  businessId: digitsSchema.optional(),
  name: z.string().optional(),
  verificationStatus: z.string().optional(),
  /** How many, or one by one; what `account` says holds for each. */
  wabas: z.union([z.number().int().nonnegative(), z.array(z.record(z.string(), z.unknown()))]).default(1),
  account: z.record(z.string(), z.unknown()).default({}),
  /** Lines that are shared with the portfolio, whether or not they pay for an account. */
  sharedLines: z.array(digitsSchema).default([]),
  /** The customer's business token, limited to its accounts; null where the test has none. */
  token: tokenChangesSchema.nullable().default({}),
});

/** What was made. */
export interface Customer {
  business: Business;
  wabas: Waba[];
  /** The live sharing records of this portfolio. */
  allocations: Allocation[];
  token: Token | null;
}

/** The business token that a customer gave in Embedded Signup: it reaches the customer's accounts and no others. */
function makeCustomerToken(state: State, businessId: string, spec: z.infer<typeof tokenChangesSchema>): Token {
  const token = tokenSchema.parse({
    ref: `customer-${businessId}`,
    token: `sim-customer-${businessId}`,
    type: 'SYSTEM_USER',
    appId: partner.appId,
    businessId,
    userId: newId(state, 'user'),
    userName: 'Customer System User',
    scopes: ['whatsapp_business_management', 'whatsapp_business_messaging', 'public_profile'],
    targetIds: state.wabas.filter((waba) => waba.businessId === businessId).map(({ id }) => id),
    bsp: true,
    valid: true,
    subcode: null,
    role: 'employee',
    ...spec,
  });
  state.tokens = [...state.tokens.filter(({ ref }) => ref !== token.ref), token];
  return token;
}

/** Makes the customer that a spec describes; one whose portfolio stands already gets more accounts. */
export function addCustomer(state: State, spec: z.infer<typeof customerSpecSchema>, nowMs: number): Customer {
  const businessId = spec.businessId ?? newId(state, 'business');
  const each = typeof spec.wabas === 'number' ? Array.from({ length: spec.wabas }, () => ({})) : spec.wabas;
  const specs = each.map((own) => customerAccountSchema.parse({ ...spec.account, ...own }));
  const unknown = spec.sharedLines.find((id) => !findCreditLine(state, id));
  if (unknown !== undefined) throw new ScenarioError(`there is no line of credit ${unknown}`);

  const business = ensureBusiness(state, businessId, spec.name ?? `Customer ${businessId.slice(-4)}`);
  if (spec.name !== undefined) business.name = spec.name;
  if (spec.verificationStatus !== undefined) business.verificationStatus = spec.verificationStatus;
  const wabas = specs.map((account) => addAccount(state, { ...account, businessId }, nowMs));
  for (const lineId of spec.sharedLines) {
    if (!activeAllocation(state, lineId, businessId)) createAllocation(state, lineId, businessId);
  }
  return {
    business,
    wabas,
    allocations: state.allocations.filter(
      (allocation) => allocation.receivingBusinessId === businessId && allocation.requestStatus !== 'DELETED',
    ),
    token: spec.token && makeCustomerToken(state, businessId, spec.token),
  };
}
