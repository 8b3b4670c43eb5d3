/** Why a run waits, as a page says it: runs write for the command line too, whose commands are buttons here. */
import { checkTitle } from './checks';
import { clockTime } from './times';

const VERBS = 'approve|reject|waive|retry|attach|pause|unpause|abandon|conclude';
/** "retry --step verify looks again; abandon ends the run …": a sentence that begins with a command, in small letters. */
const COMMANDS = new RegExp(`^(?:${VERBS})(?![-\\w])`);
/** Between two sentences; a command may follow a message of Meta's that ends with no full stop. */
const BETWEEN = /(?<=[.!?…])\s+|\s+(?=(?:retry --step|waive --check|attach --migration-id) )/;

/** A reason without the sentences that say what to type; as it was where nothing else would be left. */
function withoutCommands(reason: string): string {
  const kept = reason.split(BETWEEN).filter((sentence) => !COMMANDS.test(sentence));
  return kept.length === 0 ? reason : kept.join(' ');
}

/** The steps that a reason suggests to `retry`, in its order. */
export function suggestedSteps(reason: string): readonly string[] {
  return [...new Set([...reason.matchAll(/retry --step ([a-z]+)/g)].flatMap(([, step]) => (step ? [step] : [])))];
}

const MOMENT = /\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)/g;
/** What drifted, by the names of fields: "sourceTemplates, cloneFunding". */
const DRIFTED = /(?<=^Changed since the verification: |^Not sent again, for this changed: )[^.]*/;
/** How a run begins to say which checks hold it up, and their names before what they found: "currency-changes, templates: …". */
const HELD_UP = /^(?:The source cannot be migrated yet|The clone is not ready|Not every number can send)\. /;
const CHECKS = /(?<=[.!?] )[a-z]+(?:-[a-z]+)*(?:, [a-z]+(?:-[a-z]+)*)*(?=: )/g;

/** What runs say of themselves for who has only words to type, and what a page says in its place. */
const PLAIN: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/\bDigest \S+ needs an approval: /, 'Waiting for an approval: '],
  [/: no write goes out until unpause\./, ': nothing is sent to Meta until somebody lets it go on.'],
  // What is in parentheses names the call and why it failed, for engineers; messages of Meta's in it end as they like.
  [
    /\bThe answer of initiate was lost \(.*?\)\.(?= (?:The owner's accounts|It may have made|No clone was found) |$)/s,
    'Meta was asked for a clone, and the answer was lost: it may have happened.',
  ],
  [
    /\bThe answer of resume was lost \(.*\): reading decides\./s,
    'The numbers were told to move, and the answer was lost: where they are is read.',
  ],
  [/\bThe answer of resume was lost, and /, 'The numbers were told to move, and the answer was lost: '],
  [/^Test message: (?:accepted-not-proven|refused|unknown|not-sent)\. /, 'Test message: '],
  [/\bIts answer was lost \(.*\); it is not sent again\./s, 'Its answer was lost, so it is not sent again.'],
  [
    /\bThe answer to the test message was lost, so it is not sent again: .*/s,
    'Its answer was lost, so it is not sent again.',
  ],
];

/** A text of a run as people read it, but for its moments: no commands and no digest, checks and what drifted in words. */
export function plainly(text: string): string {
  const plain = PLAIN.reduce((said, [pattern, words]) => said.replace(pattern, words), withoutCommands(text));
  const named = HELD_UP.test(plain) ? plain.replaceAll(CHECKS, checkTitle) : plain;
  return named.replace(DRIFTED, (names) =>
    names.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
  );
}

/** A piece of a text: words, or a moment that stands between them as ISO text. */
export type Piece = { readonly words: string } | { readonly at: string };

/** A text in pieces, so that each moment in it can be shown as moments are. */
export function piecesOf(text: string): readonly Piece[] {
  const moments = text.match(MOMENT) ?? [];
  return text.split(MOMENT).flatMap((words, index) => {
    const at = moments[index];
    return [...(words === '' ? [] : [{ words }]), ...(at === undefined ? [] : [{ at }])];
  });
}

/** A text of a run as people read it where it can be text alone: {@link plainly}, moments in the reader's own time. */
export const inWords = (text: string, now: Date, options: { readonly timeZone?: string } = {}): string =>
  plainly(text).replaceAll(MOMENT, (moment) => clockTime(new Date(moment), now, options));
