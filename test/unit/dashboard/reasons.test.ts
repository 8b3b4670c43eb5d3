/** Why a run waits, as the dashboard says it; commands and checks are put as the workflow's own code puts them. */
import { inWords, piecesOf, suggestedSteps } from '../../../client/dashboard/words/reasons';
import { explain } from '../../../activities/graph/explain';
import { makeCheck } from '../../../domain/checks';
import { blockedBy, help, HELP_AFTER_RESUME } from '../../../workflows/migration/sentences';

const said = (text: string) => inWords(text, new Date('2026-11-01T10:00:00Z'), { timeZone: 'Asia/Kolkata' });

describe('a reason', () => {
  it('loses the sentences that say what to type, and nothing else', () => {
    const reason =
      'Compared: templates: 1 of 5 is missing. waive --check templates sets it aside; retry --step verify looks again; abandon ends the run.';
    expect(said(reason)).toBe('Compared: templates: 1 of 5 is missing.');
    expect(suggestedSteps(reason)).toEqual(['verify']);
    const lost =
      'The answer was lost. It may have made 77. attach --migration-id goes on; retry with --accept-orphan; abandon ends.';
    expect(said(lost)).toBe('The answer was lost. It may have made 77.');
    expect(said('It was reset. conclude ends this run.')).toBe('It was reset.');
    expect(said('Retry of verify. Templates wait.')).toBe('Retry of verify. Templates wait.');
  });

  it('keeps a message of Meta’s that ends with no full stop, and loses the command after it', () => {
    expect(said(`Meta refused: (#100) Invalid parameter ${help('initiate', 'calls again')}`)).toBe(
      'Meta refused: (#100) Invalid parameter',
    );
    expect(said(`Meta failed 5 times. ${HELP_AFTER_RESUME}`)).toBe('Meta failed 5 times.');
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

  it('tells an answer that was lost without the call and how it was lost, whatever Meta says in it', () => {
    const kind = 'outcome-unknown';
    const initiate = 'POST /102/set_payment_method_migration_intent';
    const envelope = { code: 2, message: '', subcode: undefined, fbtraceId: 'AbC', transient: true };
    const asked = 'Meta was asked for a clone, and the answer was lost: it may have happened.';
    const commands =
      'attach --migration-id goes on with its migration, where Meta tells the id; retry with --accept-orphan for each ' +
      'such clone (or none) initiates again; abandon ends the run.';
    for (const lost of [
      explain({ call: initiate, kind, what: 'connection broken (UND_ERR_SOCKET)' }),
      explain({ call: initiate, kind, what: 'An error (unknown). Please wait (a minute).', httpStatus: 500, envelope }),
      'activity StartToClose timeout',
    ]) {
      for (const seen of [
        'No clone was found so far.',
        'It may have made 77, 78.',
        "The owner's accounts cannot be listed.",
      ])
        expect(said(`The answer of initiate was lost (${lost}). ${seen} ${commands}`)).toBe(`${asked} ${seen}`);
      expect(said(`The answer of initiate was lost (${lost}).`)).toBe(asked);
      expect(said(`The answer of resume was lost (${lost}): reading decides.`)).toBe(
        'The numbers were told to move, and the answer was lost: where they are is read.',
      );
      for (const text of [
        `Its answer was lost (${lost}); it is not sent again.`,
        `The answer to the test message was lost, so it is not sent again: ${lost}`,
      ])
        expect(said(`Test message: unknown. ${text}`)).toBe(
          'Test message: Its answer was lost, so it is not sent again.',
        );
    }
    expect(
      said(`The answer of resume was lost, and 15m later Meta says X with 1 of 2 of the numbers. ${HELP_AFTER_RESUME}`),
    ).toBe('The numbers were told to move, and the answer was lost: 15m later Meta says X with 1 of 2 of the numbers.');
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
    expect(said('retry --step verify looks again.')).toBe('retry --step verify looks again.');
  });
});
