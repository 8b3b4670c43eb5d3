/** The forms in which a secret may stand in a text: as it is, escaped, encoded, or as the proof that is made of it. */
import { createHmac } from 'node:crypto';

/** One form of one secret. The name is safe to print, the text is not. */
export interface SecretForm {
  readonly name: string;
  readonly text: string;
}

/** A shorter text would be found by chance, and its base64 core is too short to mean anything. */
const MIN_LENGTH = 8;

/**
 * What base64 shows of a text that stands anywhere in a longer one: depending on how many bytes come before it, one of
 * three strings. Characters that also carry bits of a neighbour are left out.
 */
export function base64Cores(text: string): string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return encoded.slice(Math.ceil((8 * before) / 6), Math.floor((8 * (before + bytes.length)) / 6));
  });
}

const toUrlAlphabet = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_');

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Every form of one secret. Throws on one that is too short to search for. */
export function secretForms(name: string, secret: string): SecretForm[] {
  if (secret.length < MIN_LENGTH) {
    throw new Error(`${name} has ${secret.length} characters; give tests secrets of ${MIN_LENGTH} or more`);
  }
  const plain: SecretForm[] = [
    { name: `${name} as it is`, text: secret },
    { name: `${name} URL-encoded`, text: encodeURIComponent(secret) },
    { name: `${name} form-encoded`, text: new URLSearchParams({ '': secret }).toString().slice(1) },
    { name: `${name} in JSON`, text: inJson(secret) },
    { name: `${name} in JSON within JSON`, text: inJson(inJson(secret)) },
  ];
  const encoded = plain.flatMap((form) => [
    ...base64Cores(form.text).flatMap((core) => [
      { name: `${form.name}, in base64`, text: core },
      { name: `${form.name}, in base64url`, text: toUrlAlphabet(core) },
    ]),
    { name: `${form.name}, in hexadecimal`, text: Buffer.from(form.text).toString('hex') },
  ]);
  return distinct([...plain, ...encoded]);
}

/** `appsecret_proof`, HMAC-SHA256 of a token under an app secret: whichever of the secrets is which. */
export function proofForms(secrets: readonly string[]): SecretForm[] {
  return secrets.flatMap((appSecret, key) =>
    secrets.flatMap((token, index) =>
      secretForms(
        `proof of secret ${index + 1} under secret ${key + 1}`,
        createHmac('sha256', appSecret).update(token).digest('hex'),
      ),
    ),
  );
}

/** The first form that stands in a text, also where its characters are percent-encoded one by one. */
export function findForm(text: string, forms: readonly SecretForm[]): SecretForm | undefined {
  const views = text.includes('%') ? [text, percentDecoded(text)] : [text];
  return forms.find((form) => views.some((view) => view.includes(form.text)));
}

function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
}

/** Of forms that look the same, the plainest: it comes first. */
function distinct(forms: readonly SecretForm[]): SecretForm[] {
  return forms.filter(({ text }, index) => forms.findIndex((form) => form.text === text) === index);
}
