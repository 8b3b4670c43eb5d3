/**
 * What Graph answers, as zod schemas, turned into the shapes of `domain/account`. Unknown fields pass, unknown values of
 * statuses are carried as they came, null means absent. Ids are strings whatever they came as.
 */
import { z } from 'zod';
import {
  digitsOf,
  type AssignedUser,
  type Business,
  type Flow,
  type MigrationNode,
  type PhoneNumber,
  type SubscribedApp,
  type Template,
  type TokenInfo,
} from '../../domain/account';

/** An id: opaque, a string even where Meta writes a number. */
export const id = z
  .union([z.string(), z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).transform(String)])
  .pipe(z.string().min(1));
/** An optional text; numbers become text, null and "" are absent. */
export const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((value) => (value == null || value === '' ? undefined : value));
const required = z.string().min(1);
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? undefined);

/** An object whose undefined properties are left out, as `exactOptionalPropertyTypes` wants it. */
export type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Leaves out undefined properties. */
export function present<T extends object>(all: T): Present<T> {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Present<T>;
}

/** A phone number of `GET /{waba}/phone_numbers`. */
export const phoneNumber: z.ZodType<PhoneNumber> = z
  .object({
    id,
    display_phone_number: required,
    verified_name: text,
    status: text,
    quality_rating: text,
    name_status: text,
    platform_type: text,
    is_on_biz_app: flag,
  })
  .transform((node) =>
    present({
      id: node.id,
      display: node.display_phone_number,
      digits: digitsOf(node.display_phone_number),
      verifiedName: node.verified_name,
      status: node.status,
      qualityRating: node.quality_rating,
      nameStatus: node.name_status,
      platformType: node.platform_type,
      isOnBizApp: node.is_on_biz_app,
    }),
  );

/** A message template. */
export const template: z.ZodType<Template> = z
  .object({ id, name: required, language: required, status: text, category: text, components: z.unknown() })
  .transform((node) =>
    present({
      id: node.id,
      name: node.name,
      language: node.language,
      status: node.status,
      category: node.category,
      components: node.components,
    }),
  );

/** The answer of a list with `summary=total_count`. */
export const totalCount = z.object({ summary: z.object({ total_count: z.number().int().nonnegative() }) });

/** A Flow. */
export const flow: z.ZodType<Flow> = z.object({ id, name: required, status: text }).transform((node) => present(node));

/** A subscribed app: its id stands inside `whatsapp_business_api_data`, the override beside it. */
export const subscribedApp: z.ZodType<SubscribedApp> = z
  .object({ whatsapp_business_api_data: z.object({ id, name: text }), override_callback_uri: text })
  .transform(({ whatsapp_business_api_data: app, override_callback_uri }) =>
    present({ id: app.id, name: app.name, overrideCallbackUri: override_callback_uri }),
  );

/** Somebody with tasks on an account. */
export const assignedUser: z.ZodType<AssignedUser> = z
  .object({ id, name: text, tasks: z.array(z.string()) })
  .transform((node) => present(node));

/** The answer of `set_payment_method_migration_intent`: only the id is essential, for nothing else brings it back. */
export const initiatedMigration = z
  .object({ migration_id: id, migration_status: text, status: text })
  .transform((node) => ({
    migrationId: node.migration_id,
    status: node.migration_status ?? node.status ?? 'UNKNOWN',
  }));

/** A migration, of GET or of `resume_migration`; `askedId` stands in where the answer does not repeat the id. */
export const migrationNode = (askedId: string): z.ZodType<MigrationNode> =>
  z
    .object({
      id: id.nullish(),
      status: required,
      // Early on it may be there without its id, which is as good as absent.
      destination_waba: z.object({ id: id.nullish(), name: text, currency: text }).nullish(),
    })
    .transform((node) =>
      present({
        id: node.id ?? askedId,
        status: node.status,
        destination: node.destination_waba?.id
          ? present({ ...node.destination_waba, id: node.destination_waba.id })
          : undefined,
      }),
    );

/** `{"success": true}`: any other answer proves nothing. */
export const success = z.object({ success: z.literal(true) });

/** The answer of `POST /{phone}/messages`. */
export const acceptedMessage = z
  .object({ messages: z.array(z.object({ id, message_status: text })).min(1) })
  .transform(({ messages }) => present({ messageId: messages[0]?.id ?? '', status: messages[0]?.message_status }));

/** The answer of `debug_token`; a token that is not valid has little more than that. */
export const tokenInfo: z.ZodType<TokenInfo> = z
  .object({
    data: z.object({
      app_id: text,
      type: text,
      is_valid: z.boolean(),
      expires_at: z.number().int().nullish(),
      scopes: z.array(z.string()).nullish(),
      user_id: text,
    }),
  })
  .transform(({ data }) =>
    present({
      appId: data.app_id,
      type: data.type,
      isValid: data.is_valid,
      expiresAt: data.expires_at ?? undefined,
      scopes: data.scopes ?? [],
      userId: data.user_id,
    }),
  );

/** A business portfolio, or whoever else has an id and a name. */
export const business: z.ZodType<Business> = z
  .object({ id, name: text, verification_status: text })
  .transform((node) => present({ id: node.id, name: node.name, verificationStatus: node.verification_status }));
