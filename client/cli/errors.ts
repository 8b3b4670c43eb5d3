/** Turns whatever a command threw into one line, one document and an exit status. */
import { CommanderError } from 'commander';
import { InvalidInput, isInvalidInput, isWabaMigrationsError, type ErrorDocument } from '..';
import { SettingsError } from '../../runtime/settings';
import { EXIT } from './exit-status';

/** A command that ended badly, as it is printed. */
export interface Complaint {
  readonly status: number;
  readonly document: ErrorDocument;
}

/** The options of the command line for the fields of the domain's inputs. */
const OPTIONS: Readonly<Record<string, string>> = {
  wabaId: '--waba',
  targetCurrency: '--to',
  extendedCreditId: '--credit-line',
  businessId: '--business',
  approval: '--approval',
  tokenRef: '--token-ref',
  creditMethod: '--credit-method',
  method: '--method',
  currency: '--currency',
  assignSystemUser: '--assign-system-user',
  confirm: '--confirm',
  radius: '--radius',
  verifyFor: '--verify-for',
  settleFor: '--settle-for',
  forceRuns: '--force-run',
  lineId: 'ID',
  customerTokenRef: '--customer-token-ref',
  dryRun: '--dry-run',
  acceptOrphans: '--accept-orphan',
  policy: '--policy',
  'testMessage.to': '--test-message-to',
  'testMessage.template': '--test-message-template',
  'testMessage.language': '--test-message-template',
  startedBy: '--by',
  by: '--by',
  digest: '--digest',
  notBefore: '--not-before',
  comment: '--comment',
  reason: '--reason',
  check: '--check',
  step: '--step',
  migrationId: '--migration-id',
  phase: '--phase',
  needsOperator: '--needs-operator',
  idPrefix: '--id-prefix',
  pageSize: '--page-size',
  pageToken: '--page-token',
};

/** The name that a person typed for a field: `policy.maxResumes` is `--policy maxResumes`. */
function optionFor(field: string): string {
  const [first = '', ...rest] = field.split('.');
  if (first === 'policy' && rest.length > 0) return `--policy ${rest.join('.')}`;
  return OPTIONS[field] ?? OPTIONS[first] ?? field;
}

/** Runs a parser of the domain and names what is wrong as the command line calls it. */
export function parseTyped<T>(parse: () => T, names: Readonly<Record<string, string>> = {}): T {
  try {
    return parse();
  } catch (error) {
    if (!isInvalidInput(error)) throw error;
    throw new InvalidInput(names[error.field] ?? optionFor(error.field), error.message, error.fix);
  }
}

/** What to print about an error, and the status to end with. */
export function complaintOf(error: unknown): Complaint {
  if (error instanceof CommanderError) return usage(fromCommander(error));
  if (isInvalidInput(error)) return usage(error);
  if (error instanceof SettingsError) {
    const [message, fix] = splitFix(error.message, '; ', `Correct ${error.setting} in the environment or .env.`);
    const document = { type: 'invalid-settings', message, field: error.setting, fix };
    return { status: EXIT.usage, document };
  }
  if (isWabaMigrationsError(error)) return { status: EXIT.failed, document: error.toJSON() };
  const message = error instanceof Error ? error.message : String(error);
  const fix = 'Run it again with LOG_LEVEL=debug to see where it comes from.';
  return { status: EXIT.failed, document: { type: 'unexpected', message, field: null, fix } };
}

/** Messages of the settings and connections say what is wrong, then what to do about it. */
export function splitFix(text: string, separator: string, otherwise: string): [message: string, fix: string] {
  const [message = text, ...rest] = text.split(separator);
  const fix = rest.join(separator);
  return fix === '' ? [message, otherwise] : [message, `${fix.charAt(0).toUpperCase()}${fix.slice(1)}`];
}

const usage = (error: InvalidInput): Complaint => ({ status: EXIT.usage, document: error.toJSON() });

/** The one line for people. */
export function complaintLine({ document: { field, message, fix } }: Complaint): string {
  const joint = /^(is|has|must|cannot)\b/.test(message) ? ' ' : ': ';
  const named = field === null || message.startsWith(field) ? message : `${field}${joint}${message}`;
  const text = [named, fix]
    .flatMap((part) => (part ? [part.replace(/[.\s]*$/, /[?!]\s*$/.test(part) ? '' : '.')] : []))
    .join(' ');
  return `wabactl: ${text.replace(/\s+/g, ' ')}`;
}

const SEE_HELP = 'Add --help to see how it is used.';

function fromCommander(error: CommanderError): InvalidInput {
  const text = error.message.replace(/^error: /, '');
  const [first = '', suggestion] = text.split('\n');
  const quoted = /'([^']+)'/.exec(first)?.[1] ?? 'command';
  const field = quoted.split(/[ ,=]/).find((part) => part.startsWith('--')) ?? quoted;
  const fix = suggestion === undefined ? SEE_HELP : `${suggestion.replace(/^\(|\)$/g, '')} ${SEE_HELP}`;
  switch (error.code) {
    case 'commander.missingMandatoryOptionValue':
      return new InvalidInput(field, 'is missing', `Give ${quoted}. ${SEE_HELP}`);
    case 'commander.missingArgument':
      return new InvalidInput(field, 'is missing', `Give ${quoted}. ${SEE_HELP}`);
    case 'commander.optionMissingArgument':
      return new InvalidInput(field, 'has no value', `Write ${quoted}. ${SEE_HELP}`);
    case 'commander.help':
      return new InvalidInput('command', 'is missing', SEE_HELP);
    case 'commander.unknownOption':
    case 'commander.unknownCommand':
      return new InvalidInput(field, 'is unknown', fix);
    default:
      return new InvalidInput(field, first, fix);
  }
}
