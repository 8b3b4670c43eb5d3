/** The API over faked migrations, for one test. */
import { createAccess } from '../../../client/access';
import type { Api } from '../../../client/api/api';
import { createApi, type ApiOptions } from '../../../client/api/server';
import { createLogger } from '../../../runtime/logger';
import { fakeMigrations, type Answers, type NotedCall } from './faked-migrations';

/** A server, the calls that it made, and what it logged. */
export interface Served {
  readonly api: Api;
  readonly noted: readonly NotedCall[];
  readonly log: readonly string[];
}

const open: Api[] = [];
afterEach(async () => {
  for (const api of open.splice(0)) await api.close();
});

/** Makes a server whose client gives these answers; it is closed after the test. */
export async function serve(answers: Answers = {}, more: Partial<ApiOptions> = {}): Promise<Served> {
  const { migrations, noted } = fakeMigrations(answers);
  const log: string[] = [];
  const destination = { write: (line: string) => void log.push(line) };
  const logger = createLogger({ level: 'trace', name: 'api', destination });
  const api = await createApi({
    migrations,
    logger,
    access: createAccess({
      host: '127.0.0.1',
      apiKeysFile: undefined,
      sessionSecret: undefined,
      publicUrl: undefined,
      localName: 'local:tester',
      logger,
    }),
    evidenceDir: '/nowhere',
    requireSecondPerson: false,
    temporalUi: null,
    graph: { host: 'graph.facebook.com', kind: 'meta' },
    version: '0.0.0-test',
    ...more,
  });
  open.push(api);
  return { api, noted, log };
}

/** Throws an error, as an answer. */
export const failWith = (error: Error) => (): never => {
  throw error;
};
