/** Settings of the systems that a worker tells of migrations: where they are, and what messages to them are signed with. */
import { z } from 'zod';
import { trueOrFalse } from './formats';
import { SettingsError } from './source';

/** Where messages go, and what signs them: the newest secret first. */
export interface HookTargetSettings {
  readonly urls: readonly string[];
  /** As a function, so that no log line or dump of the settings shows them. */
  readonly secrets: () => readonly string[];
}

/** Who is told of migrations; undefined where nobody is. */
export interface HookSettings {
  /** Asked to be ready before numbers move: one URL. */
  readonly routing: HookTargetSettings | undefined;
  /** Notified when a person is needed and how a run ended. */
  readonly notified: HookTargetSettings | undefined;
  /** Whether hooks may connect to addresses that are not of the public internet. */
  readonly allowPrivate: boolean;
}

/** The signatures prove who sends; a password in a URL would end in somebody's log. */
const hookUrl = z
  .url({ protocol: /^https?$/, error: 'is not an http(s) URL; write one like https://example.com/hooks' })
  .refine((text) => {
    // Asked of a text that is no URL too, which has a message of its own.
    const { username = '', password = '' } = URL.canParse(text) ? new URL(text) : {};
    return username === '' && password === '';
  }, 'has a user name or password in it; take them out, messages are signed');

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
);

/** The variables, for the table of a worker's settings. */
export const hookVariables = {
  CUTOVER_HOOK_URL: hookUrl.optional(),
  CUTOVER_HOOK_SECRETS: z.string().optional(),
  NOTIFY_URL: list.pipe(z.array(hookUrl)).optional(),
  NOTIFY_SECRETS: z.string().optional(),
  HOOKS_ALLOW_PRIVATE: trueOrFalse.default(false),
};

/** Reads them whole: a URL without a secret to sign with, and a secret without a URL, stop the process. */
export function readHookSettings(table: z.output<z.ZodObject<typeof hookVariables>>): HookSettings {
  const { CUTOVER_HOOK_URL: routingUrl, NOTIFY_URL: notifyUrls = [] } = table;
  const routingUrls = routingUrl === undefined ? [] : [routingUrl];
  return {
    routing: target(routingUrls, ['CUTOVER_HOOK_URL', 'CUTOVER_HOOK_SECRETS'], table.CUTOVER_HOOK_SECRETS),
    notified: target([...new Set(notifyUrls)], ['NOTIFY_URL', 'NOTIFY_SECRETS'], table.NOTIFY_SECRETS),
    allowPrivate: table.HOOKS_ALLOW_PRIVATE,
  };
}

function target(
  urls: readonly string[],
  [urlName, secretsName]: readonly [string, string],
  text: string | undefined,
): HookTargetSettings | undefined {
  const secrets = list.parse(text ?? '');
  if (urls.length === 0 && secrets.length === 0) return undefined;
  if (urls.length === 0) throw new SettingsError(urlName, `is missing beside ${secretsName}; set both or neither`);
  const howTo = 'write whsec_ and 24 to 64 bytes in base64 (`openssl rand -base64 32`), the newest first';
  if (secrets.length === 0) throw new SettingsError(secretsName, `is missing beside ${urlName}; ${howTo}`);
  if (!secrets.every(isSigningSecret)) throw new SettingsError(secretsName, `cannot be parsed; ${howTo}`);
  return { urls, secrets: () => secrets };
}

/** A symmetric secret as Standard Webhooks writes it: 24 to 64 bytes in base64, the prefix being optional. */
function isSigningSecret(text: string): boolean {
  const base64 = text.replace(/^whsec_/, '');
  const { length } = Buffer.from(base64, 'base64');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) && base64.length % 4 === 0 && length >= 24 && length <= 64;
}
