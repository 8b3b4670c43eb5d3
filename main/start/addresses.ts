/** What `npm start` says once everything runs: where what is, and what to try. */
import { join } from 'node:path';
import { firstRequest } from '../../client/api/first-request';
import type { EmbeddedServer } from '../../runtime/embedded-server';
import type { TemporalSettings } from '../../runtime/settings';

/** Where everything is. */
export interface Addresses {
  readonly stateDir: string;
  readonly temporal: TemporalSettings;
  readonly server: EmbeddedServer | undefined;
  readonly simulatorUrl: string | undefined;
  readonly apiUrl: string;
  readonly apiKeysFile: string | undefined;
  /** Where the codec server is, and what to set in the browser; undefined where there is none. */
  readonly codecLine: string | undefined;
}

/** Says it, one thing a line. */
export function sayAddresses(addresses: Addresses, say: (line: string) => void): void {
  const { stateDir, temporal, server, simulatorUrl, apiUrl, apiKeysFile, codecLine } = addresses;
  const lines: [string, string][] = [
    ['Dashboard', apiUrl],
    ['Temporal', server ? `${server.address} (server ${server.version}, state in ${stateDir})` : temporal.address],
    ...(server
      ? [['Temporal Web UI', `${server.uiUrl}/namespaces/${server.namespace}/workflows`] as [string, string]]
      : []),
    ['Graph API', simulatorUrl === undefined ? "Meta's own: writes are real" : `${simulatorUrl} (a simulator)`],
    ...(codecLine === undefined ? [] : [['Codec server', codecLine] as [string, string]]),
    ['HTTP API', `${apiUrl} (reference: ${apiUrl}/docs)`],
    ['Logs', `${join(stateDir, 'worker.log')}, api.log${codecLine === undefined ? '' : ', codec-server.log'}`],
    ['Try', 'npx wabactl migrate list'],
    ...firstRequest(apiUrl, apiKeysFile).map((line): [string, string] => ['', line]),
    ['Stop', 'Ctrl-C'],
  ];
  say('');
  for (const [what, where] of lines) say(`  ${what.padEnd(17)}${where}`);
  say('');
}
