/** Follows a run until it ends or, where asked for, a person is needed, and shows it on the way. */
import type { CreditStateDocument } from '../../../domain/credit/state';
import type { StateDocument } from '../../../domain/state';
import type { WaitOptions } from '../..';
import type { Cli } from '../cli';
import { createProgress, type Headline } from './progress';

/** Waits with the given call, which it tells to show every change and trouble; answers with the run's last state. */
export async function follow<D extends StateDocument | CreditStateDocument>(
  cli: Cli,
  headline: Headline<D>,
  wait: (options: WaitOptions<D>) => Promise<D>,
): Promise<D> {
  const progress = await createProgress(cli, headline);
  const { signal } = cli.context;
  try {
    return await wait({
      ...(signal === undefined ? {} : { signal }),
      onChange: (state) => progress.show(state),
      onTrouble: (error) => progress.trouble(error),
    });
  } finally {
    progress.end();
  }
}
