import { z } from 'zod';

import { behaviourSchema } from './behaviour';

/** Graph ids are opaque strings of digits; numbers would lose their last places above 2^53. */
export const digitsSchema = z.string().regex(/^\d+$/, 'an id is a string of digits');

export const phoneNumberSchema = z.strictObject({
  id: digitsSchema,
  /** As the edge formats it, for example `+1 631-555-0101`. */
  display: z.string(),
  verifiedName: z.string(),
  status: z.string(),
  nameStatus: z.string(),
  /** Under manual review at Meta: it does not move. No field of the Graph API shows this one. */
  inReview: z.boolean(),
  isOnBizApp: z.boolean(),
  platformType: z.string(),
  qualityRating: z.string(),
  codeVerificationStatus: z.string(),
  throughput: z.string(),
  lastOnboardedMs: z.number(),
});

export const templateSchema = z.strictObject({
  id: digitsSchema,
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'a template name has a-z, 0-9 and _'),
  language: z.string(),
  status: z.string(),
  category: z.string(),
  /** In a format that Meta no longer clones. */
  outdated: z.boolean(),
  parameterFormat: z.string(),
  components: z.array(z.record(z.string(), z.json())),
  quality: z.string(),
});

export const flowSchema = z.strictObject({
  id: digitsSchema,
  name: z.string(),
  status: z.string(),
  categories: z.array(z.string()),
});

export const installedAppSchema = z.strictObject({ id: digitsSchema, overrideCallbackUri: z.string().nullable() });

export const assignedUserSchema = z.strictObject({
  id: digitsSchema,
  businessId: digitsSchema,
  name: z.string(),
  tasks: z.array(z.string()),
});

/** What pays, from `fromMs` on: the kind is the simulator's, the id is what `primary_funding_id` shows. */
export const fundingSchema = z.strictObject({
  kind: z.enum(['line', 'card', 'other-line']),
  id: digitsSchema,
  fromMs: z.number(),
  /** Reads show it from here on, which may be later than it pays. */
  shownFromMs: z.number().default(0),
});

/** Settings of a WABA that Meta does not list among what it clones. */
export const accountSettingsSchema = z.strictObject({
  is_enabled_for_insights: z.boolean().default(false),
  disable_marketing_messages_on_cloud_api: z.boolean().default(false),
  template_auto_archival_enabled: z.boolean().default(false),
});

export const wabaSchema = z.strictObject({
  id: digitsSchema,
  name: z.string(),
  currency: z.string(),
  businessId: digitsSchema,
  /** Portfolios that the account is shared with. */
  sharedWith: z.array(digitsSchema),
  country: z.string(),
  timezoneId: z.string(),
  namespace: z.string(),
  createdMs: z.number(),
  /** The account can be found from here on. */
  visibleFromMs: z.number(),
  accountReviewStatus: z.string(),
  status: z.string(),
  /** Its numbers went to a clone: it never sends again. */
  movedAway: z.boolean(),
  /** A limit of calls an hour of its own, instead of the one that follows from its numbers. */
  callsPerHour: z.number().int().nonnegative().nullable(),
  settings: accountSettingsSchema,
  funding: fundingSchema.nullable(),
  numbers: z.array(phoneNumberSchema),
  templates: z.array(templateSchema),
  flows: z.array(flowSchema),
  apps: z.array(installedAppSchema),
  users: z.array(assignedUserSchema),
  behaviour: behaviourSchema,
  initiations: z.number().int().nonnegative(),
  resumes: z.number().int().nonnegative(),
});

/** A WhatsApp Business Account with everything in it. */
export type Waba = z.infer<typeof wabaSchema>;
export type PhoneNumber = z.infer<typeof phoneNumberSchema>;
export type Template = z.infer<typeof templateSchema>;
export type Flow = z.infer<typeof flowSchema>;
export type AssignedUser = z.infer<typeof assignedUserSchema>;
export type Funding = z.infer<typeof fundingSchema>;

/** A number's digits: the one thing that every notation of it shares. */
export function digitsOf(phone: PhoneNumber): string {
  return phone.display.replace(/\D/g, '');
}
