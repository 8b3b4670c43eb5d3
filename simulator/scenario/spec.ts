import { z } from 'zod';

import { accountSettingsSchema, digitsSchema } from '../account';

const count = z.number().int().nonnegative();

export const numberSpecSchema = z.strictObject({
  id: digitsSchema.optional(),
  display: z.string().optional(),
  status: z.string().optional(),
  nameStatus: z.string().optional(),
  inReview: z.boolean().optional(),
  isOnBizApp: z.boolean().optional(),
  platformType: z.string().optional(),
  qualityRating: z.string().optional(),
});

export const templateSpecSchema = z.strictObject({
  id: digitsSchema.optional(),
  name: z.string(),
  language: z.string(),
  status: z.string().optional(),
  category: z.string().optional(),
  outdated: z.boolean().optional(),
  components: z.array(z.record(z.string(), z.json())).optional(),
});

export const flowSpecSchema = z.strictObject({
  id: digitsSchema.optional(),
  name: z.string(),
  status: z.string().optional(),
  categories: z.array(z.string()).optional(),
});

export const appSpecSchema = z.strictObject({
  id: digitsSchema,
  overrideCallbackUri: z.string().nullable().optional(),
});

export const userSpecSchema = z.strictObject({
  id: digitsSchema,
  businessId: digitsSchema,
  name: z.string().optional(),
  tasks: z.array(z.string()),
});

/** What can be said of an account both when it is made and later. */
const commonSpec = {
  name: z.string().optional(),
  currency: z.string().optional(),
  country: z.string().optional(),
  timezoneId: z.string().optional(),
  sharedWith: z.array(digitsSchema).optional(),
  apps: z.array(appSpecSchema).optional(),
  users: z.array(userSpecSchema).optional(),
  funding: z.enum(['line', 'card', 'other-line', 'none']).optional(),
  /** The line of `funding: 'line'`; the first one where none is named. */
  fundingLine: digitsSchema.optional(),
  accountReviewStatus: z.string().optional(),
  callsPerHour: count.nullable().optional(),
  settings: accountSettingsSchema.partial().optional(),
  /** Switches; those left out keep their default, or what they were. */
  behaviour: z.record(z.string(), z.unknown()).optional(),
};

/** An account to make. Numbers, templates and Flows are a count, or one by one. */
export const accountSpecSchema = z.strictObject({
  ...commonSpec,
  id: digitsSchema.optional(),
  businessId: digitsSchema.optional(),
  /** Whether the partner's system user is among the users that are made where `users` is left out. */
  systemUserAssigned: z.boolean().optional(),
  numbers: z.union([count, z.array(numberSpecSchema)]).default(1),
  templates: z.union([count, z.array(templateSpecSchema)]).default(3),
  flows: z.union([count, z.array(flowSpecSchema)]).default(0),
});

const templateKey = z.strictObject({ name: z.string(), language: z.string() });

/** Changes to an account that stands already. */
export const accountPatchSchema = z.strictObject({
  ...commonSpec,
  status: z.string().optional(),
  movedAway: z.boolean().optional(),
  numbers: z
    .strictObject({
      add: z.array(numberSpecSchema).optional(),
      change: z.array(numberSpecSchema.extend({ id: digitsSchema })).optional(),
      remove: z.array(digitsSchema).optional(),
    })
    .optional(),
  templates: z
    .strictObject({
      add: z.array(templateSpecSchema).optional(),
      change: z.array(templateSpecSchema).optional(),
      remove: z.array(templateKey).optional(),
    })
    .optional(),
  flows: z
    .strictObject({ add: z.array(flowSpecSchema).optional(), remove: z.array(digitsSchema).optional() })
    .optional(),
});

export type AccountSpec = z.infer<typeof accountSpecSchema>;
export type AccountPatch = z.infer<typeof accountPatchSchema>;
export type NumberSpec = z.infer<typeof numberSpecSchema>;
export type TemplateSpec = z.infer<typeof templateSpecSchema>;
export type FlowSpec = z.infer<typeof flowSpecSchema>;
