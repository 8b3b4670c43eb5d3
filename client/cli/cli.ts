/** One run of the command line: where it prints, and with which status it will end. */
import { Command } from 'commander';
import { runUrl, type WabaMigrations } from '..';
import type { CliContext, CliSettings, OpenMigrations } from './context';
import { EXIT } from './exit-status';
import { createPaint, withoutTokens, type Paint } from './terminal/paint';

/** One run of the command line. */
export class Cli {
  /** The exit status, as the command that ran left it. */
  status: number = EXIT.done;
  readonly paint: Paint;
  /** Columns that a table may take; undefined where nothing is to be wrapped. */
  readonly width: number | undefined;
  /** The HTTP API that was typed, to be used in place of Temporal. */
  apiUrl: string | undefined;
  #open: OpenMigrations | undefined;

  constructor(
    readonly context: CliContext,
    /** Whether the caller wants one JSON document on standard output and nothing else. */
    readonly json: boolean,
  ) {
    this.paint = createPaint(context.isTty && !context.env['NO_COLOR']);
    // A terminal that says nothing about its size reports 0 columns.
    this.width = context.isTty ? context.stdout.columns || undefined : undefined;
  }

  /** Prints the answer of a command: the value as JSON where asked for, else the text for people. */
  print(value: unknown, text: () => string): void {
    this.context.stdout.write(
      this.json ? `${JSON.stringify(withoutTokens(value), null, 2)}\n` : `${text().trimEnd()}\n`,
    );
  }

  /** The page of a run in Temporal's Web UI; null where no setting says where that is. */
  urlOf(run: { readonly workflowId: string; readonly runId: string }): string | null {
    const told = this.#open?.temporalUi;
    const temporalUi = told === undefined ? this.readSettings().temporalUi : told;
    return temporalUi === null ? null : runUrl(temporalUi, run);
  }

  /** The settings, with what was typed before them. Throws `SettingsError`. */
  readSettings(): CliSettings {
    return this.context.readSettings({ apiUrl: this.apiUrl });
  }

  /** Connects, runs the body, disconnects; the body's answer is the exit status. */
  async withMigrations(body: (migrations: WabaMigrations) => Promise<number>): Promise<void> {
    const open = await this.context.createMigrations({ apiUrl: this.apiUrl });
    this.#open = open;
    try {
      this.status = await body(open.migrations);
    } finally {
      await open.close();
    }
  }

  /** A command whose help ends with examples. Every one that answers with data takes `--json`. */
  command(name: string, summary: string, examples: readonly string[]): Command {
    const text = ['', examples.length === 1 ? 'Example:' : 'Examples:', ...examples.map((line) => `  $ ${line}`)];
    return this.group(name, summary).addHelpText('after', text.join('\n'));
  }

  /** A command that only holds others. Never exits the process and prints errors nowhere: `runCli` does. */
  group(name: string, summary: string): Command {
    return (
      new Command(name)
        .description(summary)
        .exitOverride()
        // An option belongs to the command that it stands behind: `credit operation` and its verbs all have --business.
        .enablePositionalOptions()
        .showSuggestionAfterError()
        .configureOutput({
          writeOut: (text) => this.context.stdout.write(text),
          writeErr: (text) => (this.json ? undefined : this.context.stderr.write(text)),
          outputError: () => undefined,
          getOutHelpWidth: () => this.width ?? 100,
          getErrHelpWidth: () => this.width ?? 100,
          getOutHasColors: () => this.paint.enabled,
          getErrHasColors: () => false,
        })
    );
  }
}
