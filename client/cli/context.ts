/** What the command line gets from its process, so that tests can run it in theirs. */
import type { TemporalUi, WabaMigrations } from '..';

/** A client of migrations with the connection under it. */
export interface OpenMigrations {
  readonly migrations: WabaMigrations;
  /** Where Temporal's Web UI shows the runs, where it is the API that says so and no setting. */
  readonly temporalUi?: TemporalUi | null;
  close(): Promise<void>;
}

/** The settings that the command line acts on itself. */
export interface CliSettings {
  /** Whether a start wants a second person to approve, whatever it says. */
  readonly requireSecondPerson: boolean;
  /** Where Temporal's Web UI shows the runs; null where nobody said. */
  readonly temporalUi: TemporalUi | null;
  /** Absolute path of the file that API keys are kept in; undefined where nobody named one. */
  readonly apiKeysFile: string | undefined;
  /** Base URL of the HTTP API to use in place of Temporal; undefined where nobody named one. */
  readonly apiUrl?: string;
}

/** Settings that may be typed, and count before the environment's. */
export interface TypedSettings {
  readonly apiUrl?: string | undefined;
}

/** A stream that text is written to; `columns` where it is a terminal. */
export interface TextStream {
  write(text: string): unknown;
  readonly columns?: number | undefined;
}

/** Processes that `wabactl` can start in the foreground. */
export type ProcessName = 'worker' | 'api' | 'codec-server' | 'simulator' | 'dev';

/** What the command line gets from its process. */
export interface CliContext {
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  /** Whether standard output is a terminal: colours, tables as wide as it, progress in place. */
  readonly isTty: boolean;
  readonly version: string;
  /** Reads the settings and contacts nothing; `apiUrl` is what was typed. Throws `SettingsError`. */
  readSettings(typed: TypedSettings): CliSettings;
  /** Reads the settings and connects; called only after everything that was typed has been checked. */
  createMigrations(typed: TypedSettings): Promise<OpenMigrations>;
  /** Runs a process to its end and answers with its exit status. */
  runProcess(name: ProcessName): Promise<number>;
  /** Ends waiting and watching early. */
  readonly signal?: AbortSignal;
}
