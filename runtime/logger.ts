/**
 * The log: one JSON line per event on standard error, in which anything that looks like a token is blotted out, and the
 * bridge by which Temporal's SDK writes into it.
 */
import type { Logger as TemporalLogger, LogMetadata } from '@temporalio/common';
import pino, { type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './settings';

export type { Logger } from 'pino';

/** Shapes of secrets: Meta's tokens, authorization headers, and what follows a telling name in a URL or in JSON. */
const SECRET_SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\bEAA[A-Za-z0-9]{16,}/g, '[token]'],
  [/\b(Bearer|OAuth)\s+[^\s"'\\,]+/gi, '$1 [token]'],
  [
    /(access_token|input_token|appsecret_proof|client_secret|app_secret|verify_token|api_key|fb_exchange_token)(=|%3D)[^&\s"'\\]+/gi,
    '$1$2[secret]',
  ],
  [
    /("(?:[a-z_]*(?:token|secret|password|authorization|api_?key|appsecret_proof))"\s*:\s*)"(?:[^"\\]|\\.)*"/gi,
    '$1"[secret]"',
  ],
];

/** An API key of this program. The command line prints one when it is made; nothing else ever shows one. */
const API_KEY_SHAPE = /wm_[0-9a-f]{12}_[A-Za-z0-9_-]{20,}/g;

/** A text without anything that looks like a token, for what the command line prints and messages of foreign errors. */
export function redact(text: string): string {
  return SECRET_SHAPES.reduce((rest, [shape, instead]) => rest.replace(shape, instead), text);
}

/** As {@link redact}, without API keys too: for log lines, and for what a server repeats of a request. */
export function redactKeysToo(text: string): string {
  return redact(text).replace(API_KEY_SHAPE, '[API key]');
}

/** A logger of one process. Redaction works on the finished line, so nothing gets around it. */
export function createLogger(options: {
  readonly level: LogLevel;
  /** Which process speaks, as in `worker`. */
  readonly name: string;
  /** Where lines go; standard error by default, since standard output belongs to the command's answer. */
  readonly destination?: DestinationStream;
}): Logger {
  return pino(
    {
      level: options.level,
      base: { name: options.name, pid: process.pid },
      // Temporal's SDK gives errors under this name; as plain objects they would be written without their message.
      serializers: { error: pino.stdSerializers.err },
      hooks: { streamWrite: redactKeysToo },
    },
    options.destination ?? pino.destination({ dest: 2, sync: true }),
  );
}

/** A logger as Temporal's SDK wants it, for `Runtime.install` and `bundleWorkflowCode`. */
export function temporalLogger(logger: Logger): TemporalLogger {
  const at =
    (level: LogLevel) =>
    (message: string, meta: LogMetadata = {}): void =>
      logger[level](meta, message);
  const [trace, debug, info, warn, error] = [at('trace'), at('debug'), at('info'), at('warn'), at('error')];
  return {
    log: (level, message, meta) => at(level.toLowerCase() as LogLevel)(message, meta),
    trace,
    debug,
    info,
    warn,
    error,
  };
}
