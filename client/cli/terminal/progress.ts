/** How `--watch` and `--wait` show a run: in place on a terminal, one plain line for each change elsewhere. */
import type { CreditStateDocument } from '../../../domain/credit/state';
import { formatMs } from '../../../domain/durations';
import type { StateDocument } from '../../../domain/state';
import type { WabaMigrationsError } from '../..';
import type { Cli } from '../cli';
import { describePolling } from './page-parts';
import { printable } from './paint';

type AnyDocument = StateDocument | CreditStateDocument;

/** Names a run and its phase. */
export type Headline<D extends AnyDocument> = (cli: Cli, state: D) => string;

/** Shows a run while it is followed. */
export interface Progress<D extends AnyDocument> {
  show(state: D): void;
  /** Says that a look failed and is made again. */
  trouble(error: WabaMigrationsError): void;
  /** Takes what is shown in place away again, so that the page that follows stands alone. */
  end(): void;
}

const REDRAW_MS = 1_000;

/** The progress for this run of the command line: none beside `--json`, which prints one document at the end. */
export async function createProgress<D extends AnyDocument>(cli: Cli, headline: Headline<D>): Promise<Progress<D>> {
  if (cli.json) return { show: () => undefined, trouble: () => undefined, end: () => undefined };
  const line = (state: D): string => progressLine(cli, headline, state, new Date());
  return cli.width === undefined ? plainLines(cli, line) : inPlace(cli, line);
}

/** One line about a run: phase, poll count, next poll, elapsed time, and why it waits. */
function progressLine<D extends AnyDocument>(cli: Cli, headline: Headline<D>, document: D, now: Date): string {
  const state = printable(document);
  const started = state.timeline[0]?.at;
  const parts = [
    headline(cli, state),
    ...(state.polling === null ? [] : [`poll ${describePolling(state.polling, now)}`]),
    ...(started === undefined ? [] : [`${formatMs(now.getTime() - Date.parse(started))} elapsed`]),
  ];
  const wait = state.waitingFor === null ? '' : `; waits: ${state.waitingFor.reason}`;
  return `${parts.join('; ')}${wait}`;
}

function plainLines<D extends AnyDocument>(cli: Cli, line: (state: D) => string): Progress<D> {
  const { stdout, stderr } = cli.context;
  return {
    show: (state) => stdout.write(`${new Date().toISOString()} ${line(state)}\n`),
    trouble: (error) => stderr.write(`${new Date().toISOString()} still waiting: ${error.message}\n`),
    end: () => undefined,
  };
}

async function inPlace<D extends AnyDocument>(cli: Cli, line: (state: D) => string): Promise<Progress<D>> {
  // An ES module; require() of one warns on some versions of Node that this package supports, import() on none.
  const { createLogUpdate } = await import('log-update');
  const logUpdate = createLogUpdate(cli.context.stdout as NodeJS.WritableStream);
  let shown: D | undefined;
  let troubled: WabaMigrationsError | undefined;
  const draw = (): void => {
    const lines = [
      ...(shown === undefined ? [] : [line(shown)]),
      ...(troubled === undefined ? [] : [cli.paint.warn(`Still waiting: ${troubled.message}`)]),
    ];
    if (lines.length > 0) logUpdate(lines.join('\n'));
  };
  const timer = setInterval(draw, REDRAW_MS);
  return {
    show: (state) => {
      shown = state;
      troubled = undefined;
      draw();
    },
    trouble: (error) => {
      troubled = error;
      draw();
    },
    end: () => {
      clearInterval(timer);
      logUpdate.clear();
      logUpdate.done();
    },
  };
}
