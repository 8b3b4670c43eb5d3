/** Why a run waits, as the dashboard says it; commands and checks are put as the workflow's own code puts them. */
import { inWords, piecesOf, suggestedSteps, withoutCommands } from '../../../client/dashboard/words/reasons';
import { makeCheck } from '../../../domain/checks';
import { blockedBy, help, HELP_AFTER_RESUME } from '../../../workflows/migration/sentences';

const said = (text: string) => inWords(text, new Date('2026-11-01T10:00:00Z'), { timeZone: 'Asia/Kolkata' });

describe('a reason', () => {
  it('loses the sentences that say what to type, and nothing else', () => {
    const reason =
      'Compared: templates: 1 of 5 is missing. waive --check templates sets it aside; retry --step verify looks again; abandon ends the run.';
    expect(withoutCommands(reason)).toBe('Compared: templates: 1 of 5 is missing.');
    expect(suggestedSteps(reason)).toEqual(['verify']);
    const lost =
      'The answer was lost. It may have made 77. attach --migration-id goes on; retry with --accept-orphan; abandon ends.';
    expect(withoutCommands(lost)).toBe('The answer was lost. It may have made 77.');
    expect(withoutCommands('It was reset. conclude ends this run.')).toBe('It was reset.');
    expect(withoutCommands('Retry of verify. Templates wait.')).toBe('Retry of verify. Templates wait.');
  });

  it('keeps a message of Meta’s that ends with no full stop, and loses the command after it', () => {
    expect(withoutCommands(`Meta refused: (#100) Invalid parameter ${help('initiate', 'calls again')}`)).toBe(
      'Meta refused: (#100) Invalid parameter',
    );
    expect(withoutCommands(`Meta failed 5 times. ${HELP_AFTER_RESUME}`)).toBe('Meta failed 5 times.');
  });

  it('names the checks that hold a run up in words', () => {
    const blocks = [
      makeCheck('currency-changes', 'mismatch', 'It is billed in INR already.'),
      makeCheck('credit-line-named', 'incomplete', 'It cannot be read.'),
      makeCheck('has-numbers', 'incomplete', 'It cannot be read.'),
    ];
    expect(said(blockedBy('The source cannot be migrated yet', blocks, 'assess'))).toBe(
      'The source cannot be migrated yet. Currency changes: It is billed in INR already. ' +
        'Credit line named, has numbers: It cannot be read.',
    );
    expect(said('Approved: as agreed. note: mind the flows.')).toBe('Approved: as agreed. note: mind the flows.');
  });

  it('says that an approval is waited for, or that somebody paused, without a digest or a command', () => {
    expect(said('Digest cfc4007d289f… needs an approval: 5 numbers will move for good. Be ready.')).toBe(
      'Waiting for an approval: 5 numbers will move for good. Be ready.',
    );
    const paused = 'Paused by ann: no write goes out until unpause.';
    const inPlainWords = 'Paused by ann: nothing is sent to Meta until somebody lets it go on.';
    expect(said(paused)).toBe(inPlainWords);
    expect(said(`${paused} Digest cfc4… needs an approval: 1 number will move for good.`)).toBe(
      `${inPlainWords} Waiting for an approval: 1 number will move for good.`,
    );
  });

  it('tells what drifted in words, and moments as a clock of the reader does', () => {
    expect(said('Changed since the verification: sourceTemplates, cloneFunding.')).toBe(
      'Changed since the verification: source templates, clone funding.',
    );
    expect(said(`Not sent again, for this changed: cloneFunding. ${HELP_AFTER_RESUME}`)).toBe(
      'Not sent again, for this changed: clone funding.',
    );
    expect(said('Not sent again, for this changed: migration status READY_TO_COMPLETE.')).toContain(
      'migration status READY_TO_COMPLETE',
    );
    expect(said('Approved by aB; nothing moves before 2026-11-01T12:30:00.000Z.')).toBe(
      'Approved by aB; nothing moves before 18:00.',
    );
  });

  it('comes in pieces, each moment on its own and not a letter lost', () => {
    const [until, since] = ['2026-11-01T12:30:00.000Z', '2026-11-01T12:30:00+05:30'];
    expect(piecesOf(`Nothing moves before ${until}, as said at ${since}`)).toEqual([
      { words: 'Nothing moves before ' },
      { at: until },
      { words: ', as said at ' },
      { at: since },
    ]);
    expect(piecesOf(`${until}.`)).toEqual([{ at: until }, { words: '.' }]);
    expect(piecesOf('Nothing moves.')).toEqual([{ words: 'Nothing moves.' }]);
  });

  it('stays whole where nothing else would be left', () => {
    expect(withoutCommands('retry --step verify looks again.')).toBe('retry --step verify looks again.');
  });
});
