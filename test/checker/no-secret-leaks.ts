/**
 * Invariant 7. No token, secret or message text in any history, memo, search attribute, failure, log line, evidence
 * file or heartbeat.
 */
import { decodePayload } from './history';
import type { CheckerInput, FoundText, Violation } from './input';
import { findForm, proofForms, secretForms, type SecretForm } from './secret-forms';

/** What is searched, and for what. */
export type Searched = Pick<CheckerInput, 'histories' | 'documents' | 'texts' | 'secrets' | 'messageTexts'> &
  Partial<Pick<CheckerInput, 'states' | 'creditStates'>>;

/** Every place in which a secret stands; the message names the place and the form, never the secret. */
export function noSecretLeaks(input: Searched): Violation[] {
  const forms: SecretForm[] = [
    ...input.secrets.flatMap((secret, index) => secretForms(`secret ${index + 1}`, secret)),
    ...proofForms(input.secrets),
    ...(input.messageTexts ?? []).flatMap((text, index) => secretForms(`message text ${index + 1}`, text)),
  ];
  return places(input).flatMap(({ where, text }) => {
    const form = findForm(text, forms);
    return form === undefined ? [] : [{ invariant: 7 as const, message: `${form.name} stands in ${where}` }];
  });
}

/** Everything that is searched. */
function places(input: Searched): FoundText[] {
  return [
    ...input.histories.flatMap(({ workflowId, runId, history }) =>
      (history.events ?? []).flatMap((event) =>
        textsIn(event, `history of ${workflowId} (run ${runId}), event ${String(event.eventId)}`),
      ),
    ),
    ...(input.documents ?? []).flatMap(({ where, document }) => textsIn(document, where)),
    ...[...(input.states ?? []), ...(input.creditStates ?? [])].flatMap((state) =>
      textsIn(state, `state document of ${state.workflowId} (run ${state.runId})`),
    ),
    ...input.texts.flatMap(({ where, text }) => textsIn(text, where)),
  ];
}

/** Every text in a value, with its place: strings, keys, and bytes both as they are and as the JSON that they hold. */
function textsIn(value: unknown, where: string): FoundText[] {
  if (typeof value === 'string') return [{ where, text: value }];
  if (value instanceof Uint8Array) {
    const text = Buffer.from(value).toString('utf8');
    const inside = decodePayload({ data: value });
    return [
      { where, text },
      ...(typeof inside === 'object' || typeof inside === 'string' ? textsIn(inside, where) : []),
    ];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, `${where}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    { where: `${where}, a key`, text: key },
    ...textsIn(item, `${where}.${key}`),
  ]);
}
