/** Follows a run until it ends or, where asked for, a person is needed, and shows it on the way. */
import type { WabaMigrations, WaitUntil } from '..';
import type { StateDocument } from '../../domain/state';
import type { Cli } from './cli';
import { createProgress } from './progress';

/** Follows a run; answers with its last state. */
export async function follow(
  cli: Cli,
  migrations: WabaMigrations,
  wabaId: string,
  options: { readonly dryRun: boolean; readonly until: WaitUntil },
): Promise<StateDocument> {
  const progress = await createProgress(cli);
  const { signal } = cli.context;
  try {
    return await migrations.wait(wabaId, {
      ...options,
      ...(signal === undefined ? {} : { signal }),
      onChange: (state) => progress.show(state),
      onTrouble: (error) => progress.trouble(error),
    });
  } finally {
    progress.end();
  }
}
