/** Why a run waits, as a page says it: runs write for the command line too, whose commands are buttons here. */
import { clockTime } from './times';

const VERBS = 'approve|reject|waive|retry|attach|pause|unpause|abandon|conclude';
/** "retry --step verify looks again; abandon ends the run …": a sentence that begins with a command. */
const COMMANDS = new RegExp(`^(?:${VERBS})(?: --| with --| or |$).*`, 's');

/** A reason without the sentences that say what to type; as it was where nothing else would be left. */
export function withoutCommands(reason: string): string {
  const sentences = reason.split(/(?<=[.!?…])\s+/);
  const kept = sentences.filter((sentence) => !COMMANDS.test(sentence));
  return kept.length === 0 ? reason : kept.join(' ');
}

/** The steps that a reason suggests to `retry`, in its order. */
export function suggestedSteps(reason: string): readonly string[] {
  return [...new Set([...reason.matchAll(/retry --step ([a-z]+)/g)].flatMap(([, step]) => (step ? [step] : [])))];
}

const MOMENT = /\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)/g;

/** A text of a run as people read it: what drifted in words, moments in the reader's own time, no commands. */
export function inWords(text: string, now: Date, options: { readonly timeZone?: string } = {}): string {
  const plain = text.startsWith('Changed since')
    ? text.replaceAll(/([a-z])([A-Z])/g, (_, end: string, begin: string) => `${end} ${begin.toLowerCase()}`)
    : text;
  return withoutCommands(plain).replaceAll(MOMENT, (moment) => clockTime(new Date(moment), now, options));
}
