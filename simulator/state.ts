import { z } from 'zod';

import { digitsSchema, wabaSchema } from './account';
import { settingsSchema } from './settings';

export const appSchema = z.strictObject({
  id: digitsSchema,
  name: z.string(),
  secret: z.string(),
  /** The app's setting "Require app secret": calls without `appsecret_proof` are refused. */
  requireProof: z.boolean(),
});

const roleSchema = z.enum(['admin', 'financial-editor', 'employee']);

export const tokenSchema = z.strictObject({
  /** How the journal names this token; the token itself is never written there. */
  ref: z.string(),
  token: z.string().min(1),
  type: z.enum(['SYSTEM_USER', 'USER', 'APP']),
  appId: digitsSchema,
  businessId: digitsSchema,
  userId: digitsSchema,
  userName: z.string(),
  scopes: z.array(z.string()),
  /** WABAs that a business-integration token is limited to; null is no limit. */
  targetIds: z.array(digitsSchema).nullable(),
  /** Whether fields for solution providers can be read. */
  bsp: z.boolean(),
  /** Role of its user in its portfolio: lines of credit want one of the first two, adding users the first. */
  role: roleSchema.default('admin'),
  valid: z.boolean(),
  /** Subcode of error 190 while it is not valid. */
  subcode: z.number().nullable(),
});

/** Some facts of a token: what is left out stays as it was, so nothing here has a default. */
export const tokenChangesSchema = tokenSchema.extend({ role: roleSchema }).partial();

export const businessSchema = z.strictObject({
  id: digitsSchema,
  name: z.string(),
  verificationStatus: z.string(),
});

export const invoiceGroupSchema = z.strictObject({
  id: digitsSchema,
  name: z.string(),
  emails: z.array(z.string()),
});

export const creditLineSchema = z.strictObject({
  id: digitsSchema,
  businessId: digitsSchema,
  legalEntityName: z.string(),
  /** Sold-To country of the line's owner, ISO 3166 alpha-2. */
  country: z.string(),
  /** In US cents: lines are always in USD. */
  maxBalance: z.number(),
  /** What has been spent of it. */
  balance: z.number(),
  /** Its owner took it back: it can be read, and shared no more. */
  accessRevoked: z.boolean().default(false),
  invoiceGroups: z.array(invoiceGroupSchema).default([]),
});

export const allocationSchema = z.strictObject({
  id: digitsSchema,
  lineId: digitsSchema,
  receivingBusinessId: digitsSchema,
  /** What `primary_funding_id` of a WABA funded by this allocation shows. */
  receivingCredentialId: digitsSchema,
  /** Null means active; only DELETED is documented. */
  requestStatus: z.string().nullable(),
  /** The list of its line has it from here on. */
  listedFromMs: z.number().default(0),
  /** Reads show that it was revoked from here on. */
  deletedShownFromMs: z.number().default(0),
});

/** `MOVING` is the simulator's own: what is shown meanwhile is a switch. */
export const migrationStatuses = [
  'INITIATED',
  'ACCEPTED',
  'IN_PROGRESS',
  'READY_TO_COMPLETE',
  'MOVING',
  'COMPLETED',
  'FAILED',
  'FAILED_TO_COMPLETE',
  'REJECTED',
] as const;

export const migrationSchema = z.strictObject({
  id: z.string().min(1),
  sourceWabaId: digitsSchema,
  destinationWabaId: digitsSchema.nullable(),
  currency: z.string(),
  extendedCreditId: digitsSchema.nullable(),
  outcome: z.enum(['ready', 'failed', 'rejected']),
  status: z.enum(migrationStatuses),
  createdMs: z.number(),
  /** When the clock takes the next step; null while nothing moves by itself. */
  nextMs: z.number().nullable(),
  /** Numbers in all after which the current resume fails; null where it completes. */
  failAfter: z.number().nullable(),
  movedDigits: z.array(z.string()),
});

/** Calls per minute of simulated time, by bucket: `waba:<id>:<app>`, `credit:<app>`, `app:<app>`. */
export const usageSchema = z.record(z.string(), z.record(z.string(), z.number()));

export const stateSchema = z.strictObject({
  nextId: z.number().int().positive(),
  settings: settingsSchema,
  apps: z.array(appSchema),
  tokens: z.array(tokenSchema),
  businesses: z.array(businessSchema),
  creditLines: z.array(creditLineSchema),
  allocations: z.array(allocationSchema),
  wabas: z.array(wabaSchema),
  migrations: z.array(migrationSchema),
  usage: usageSchema,
});

/** Everything that the simulated Graph API knows. */
export type State = z.infer<typeof stateSchema>;
export type Token = z.infer<typeof tokenSchema>;
export type Business = z.infer<typeof businessSchema>;
export type InvoiceGroup = z.infer<typeof invoiceGroupSchema>;
export type CreditLine = z.infer<typeof creditLineSchema>;
export type Allocation = z.infer<typeof allocationSchema>;
export type Migration = z.infer<typeof migrationSchema>;

/** A state with no account in it. */
export function emptyState(): State {
  return {
    nextId: 1,
    settings: settingsSchema.parse({}),
    apps: [],
    tokens: [],
    businesses: [],
    creditLines: [],
    allocations: [],
    wabas: [],
    migrations: [],
    usage: {},
  };
}

const idPrefixes = {
  waba: '1022',
  phone: '1065',
  template: '1407',
  flow: '1530',
  business: '2729',
  allocation: '5850',
  credential: '6160',
  card: '7140',
  line: '1972',
  invoiceGroup: '6040',
  user: '3100',
  migration: '8800',
} as const;

/** A new id of 17 digits: above 2^53, so that a client which reads ids as numbers is found out. */
export function newId(state: State, kind: keyof typeof idPrefixes): string {
  // 7919 has no factor in common with 10^13, so the ids look unordered and still never repeat.
  const scattered = (state.nextId++ * 7919) % 1e13;
  return `${idPrefixes[kind]}${String(scattered).padStart(13, '0')}`;
}
