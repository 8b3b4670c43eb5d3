/**
 * What a credit operation says, as a page says it: operations write for the command line too, whose verbs are buttons
 * here, whose options are fields of a form, and whose other commands are pages.
 */
import { shortId } from './text';

/** "retry-verification reads again; cancel takes back …": a sentence that begins with a verb. */
const VERB = /^(?:retry-verification|accept-as-is|retry-compensation|confirm-radius|cancel)\b/;

/** How an operation repeats the reason that a person gave: what follows are that person's words. */
const GIVEN_BY_A_PERSON = /^(?:Accepted as it is|Reads again|Takes back again|To be cancelled): /;

/** What the command line calls by an option or a command, and what a page calls it. */
const WORDS: readonly (readonly [said: RegExp, inWords: string])[] = [
  // What is in parentheses says why the call failed, for engineers; messages of Meta's in it end as they like.
  [/(?<= for (?:the|its) answer was lost) \(.*\)\.$/s, '.'],
  [/^No allocation of ours to business \d+: /, ''],
  [/ \((?:wabactl [^)]*|--[a-z-]+)\)/g, ''],
  [/: wabactl migrate start [^.]*/g, ''],
  [/`wabactl credit lines`/g, 'the page “Credit lines”'],
  [/Look with credit show --business \d+\./g, 'Look at the accounts below.'],
  [/--method attach\b/g, '“Share and attach in one call”'],
  [/--method share-then-attach\b/g, '“Share first, then attach”'],
  [/Start again with --assign-system-user/g, 'Tick “Assign our system user”'],
  [/--credit-line and/g, 'a line of credit,'],
  [/--(?:business|currency) (?=[A-Z\d])/g, ''],
  // Meta's names for what the pages call otherwise.
  [/\b(A|a)n allocation\b/g, '$1 sharing record'],
  [/(?:\ballocation|(?<=[a-z,;] )Allocation)(?=s?\b)/g, 'sharing record'],
  [/\bAllocation(?=s?\b)/g, 'Sharing record'],
  [/\bWABA (?=\d)/g, 'account '],
  [/\bsystem-user (?=\d)/g, 'system user '],
  // What a person compares on a page is what it shows, not its digest; and a look is counted once.
  [/, digest [0-9a-f]{16,}/g, ''],
  [/ \(look \d+\)/g, ''],
];

const DIGEST = /\b[0-9a-f]{32,}\b/g;

/**
 * A text of an operation as people read it: without its verbs, or as it was where nothing else would be left. What a person
 * wrote stays as it was written.
 */
export function creditInWords(text: string): string {
  if (GIVEN_BY_A_PERSON.test(text)) return text;
  const kept = text.split(/(?<=[.!?…])\s+/).filter((each) => !VERB.test(each));
  const plain = kept.length === 0 ? text : kept.join(' ');
  const worded = WORDS.reduce((said, [pattern, words]) => said.replace(pattern, words), plain);
  return worded.replaceAll(DIGEST, shortId);
}

const MIGRATE = /wabactl migrate start --waba (\d+) --to (?:([A-Z]{3})|<)/;

/** The migration that a refusal names as the way out, without a currency where it is the reader's choice. */
export function migrationAdvised(reason: string): { readonly waba: string; readonly to?: string } | undefined {
  const [, waba, to] = MIGRATE.exec(reason) ?? [];
  return waba === undefined ? undefined : { waba, ...(to !== undefined && { to }) };
}
