/** Settings by which a worker reaches Meta: where the Graph API is, the app, and the tokens, which it alone holds. */
import { z } from 'zod';
import { graphIdSchema } from '../../domain/input';
import { httpUrl } from './formats';
import { SettingsSource, type SettingsOptions } from './source';

/** Where Meta is, who we are there, and what opens it. */
export interface MetaSettings {
  readonly graph: { readonly baseUrl: string; readonly version: string };
  readonly meta: {
    readonly appId: string | undefined;
    readonly appSecret: string | undefined;
    readonly businessId: string | undefined;
  };
  /** The token under a reference; undefined where this worker holds none. */
  readonly tokens: (tokenRef: string) => string | undefined;
  /** The verify token of a callback URL; undefined where none is known, so that an override cannot be set again. */
  readonly verifyTokens: (callbackUri: string) => string | undefined;
}

/** Base URL of the Graph API, Meta's own where nobody says. */
export const graphApiUrl = httpUrl.default('https://graph.facebook.com');

/** The variables, for the table of a worker's settings. */
export const metaVariables = {
  GRAPH_API_URL: graphApiUrl,
  GRAPH_API_VERSION: z
    .string()
    .regex(/^v\d{1,3}\.\d{1,2}$/, 'write a version like v26.0')
    .default('v26.0'),
  META_APP_ID: graphIdSchema.optional(),
  META_APP_SECRET: z.string().optional(),
  META_BUSINESS_ID: graphIdSchema.optional(),
  GRAPH_TOKENS_FILE: z.string().optional(),
  GRAPH_TOKEN: z.string().optional(),
  WEBHOOK_VERIFY_TOKENS_FILE: z.string().optional(),
};

/** Reads them whole. Throws `SettingsError`, also where no token is given. */
export function metaSettings(source: SettingsSource, table: z.output<z.ZodObject<typeof metaVariables>>): MetaSettings {
  return {
    graph: { baseUrl: table.GRAPH_API_URL, version: table.GRAPH_API_VERSION },
    meta: { appId: table.META_APP_ID, appSecret: table.META_APP_SECRET, businessId: table.META_BUSINESS_ID },
    tokens: source.tokens(table.GRAPH_TOKENS_FILE, table.GRAPH_TOKEN),
    verifyTokens: source.lookup('WEBHOOK_VERIFY_TOKENS_FILE', table.WEBHOOK_VERIFY_TOKENS_FILE, 'callback URL'),
  };
}

/** Whether the caller gave a token of Meta, by whichever way: then nothing may be pointed at a simulator. */
export function hasMetaToken(env: NodeJS.ProcessEnv = process.env, options: SettingsOptions = {}): boolean {
  const source = new SettingsSource(env, options);
  return ['GRAPH_TOKEN', 'GRAPH_TOKENS_FILE'].some((name) => source.isSet(name));
}
