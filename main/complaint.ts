/** One line for people about what ended a process that serves HTTP. */
import { redact } from '../runtime/logger';

/** The line; `portSetting` is the variable that names the port. Never a stack, a token or a line break. */
export function complaintOf(error: unknown, portSetting: string): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (code === 'EADDRINUSE')
    return `${portSetting}: another program uses it already; stop that one, or take another port`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'HOST: is no address of this machine; take 127.0.0.1';
  return redact(typeof message === 'string' ? message : String(error)).replace(/\s*\n\s*/g, ' ');
}
