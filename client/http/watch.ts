/** Follows a run by asking the API for its state again and again. */
import type { CreditStateDocument } from '../../domain/credit/state';
import type { StateDocument } from '../../domain/state';
import { NotFound } from '../errors';
import { follow, hasEnded, type Look, type WatchOptions } from '../watch/follow';

/** One look at a run over HTTP. `settled`: it says how it ended, and nothing is under way. */
interface HttpLook<D> extends Look<D> {
  readonly settled: boolean;
}

/**
 * The state documents of a run, the present one first, then one for every change, until it has ended.
 *
 * A state document does not say whether Temporal has closed the run, and a run that has ended still writes its last
 * evidence file. It shows as the poll under way while it does, so a run is closed once two looks in a row find it ended
 * with nothing under way.
 */
export function watchOverHttp<D extends StateDocument | CreditStateDocument>(
  get: () => Promise<D>,
  subject: string,
  options: WatchOptions,
): AsyncGenerator<D, void, void> {
  return follow<D, HttpLook<D>>(async (before) => {
    const state = await get();
    const followed = before?.state.runId ?? options.runId ?? state.runId;
    // The API shows the newest run only.
    if (state.runId !== followed) throw overtaken(subject, followed, state.runId);
    const settled = hasEnded(state) && state.polling === null;
    return { state, settled, open: !(settled && (before?.settled ?? false)) };
  }, options);
}

const overtaken = (subject: string, followed: string, newer: string): NotFound =>
  new NotFound(
    `Run ${followed} of the ${subject} has ended, and run ${newer} has taken its place`,
    'How it ended is in its evidence file and in Temporal; follow the newer run by itself.',
  );
