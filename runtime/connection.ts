/**
 * Connections to Temporal, in bounded time and with one clear error, and what the namespace must have before the first
 * run: our search attributes and, on a server of our own, 90 days of retention.
 */
import { Client, Connection, isGrpcServiceError, type ConnectionOptions } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import { SearchAttributeType } from '@temporalio/common';
import { msToTs, optionalTsToMs } from '@temporalio/common/lib/time';
import { RETENTION_DAYS, SEARCH_ATTRIBUTES, type SearchAttributeName } from '../domain/ids';
import { createDataConverter } from './data-converter';
import type { ClientSettings, TemporalSettings } from './settings';

/** Temporal does not answer, or not as it should. The message is one line that names the address and the fix. */
export class TemporalUnavailableError extends Error {
  override readonly name = 'TemporalUnavailableError';
  constructor(
    readonly address: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const CONNECT_TIMEOUT_MS = 5_000;

/** A client of Temporal for the namespace of the settings, with the data converter. Throws {@link TemporalUnavailableError}. */
export async function connectClient(
  settings: Pick<ClientSettings, 'temporal' | 'payloadKeys'>,
): Promise<{ client: Client; close(): Promise<void> }> {
  const { temporal, payloadKeys } = settings;
  const connection = await openConnection(temporal.connection, CONNECT_TIMEOUT_MS).catch((error: unknown) => {
    throw unavailable(temporal, error);
  });
  const dataConverter = createDataConverter(payloadKeys);
  const client = new Client({ connection, namespace: temporal.namespace, dataConverter });
  return { client, close: () => connection.close() };
}

/** As `Connection.connect`, but one that fails is closed: it would go on trying and hold the process open. */
export async function openConnection(options: ConnectionOptions, timeoutMs: number): Promise<Connection> {
  const connection = Connection.lazy({ ...options, connectTimeout: timeoutMs });
  try {
    await connection.ensureConnected();
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** The connection of a worker. Throws {@link TemporalUnavailableError}. */
export async function connectWorker(settings: Pick<ClientSettings, 'temporal'>): Promise<NativeConnection> {
  // Loading the worker package takes a second and 30 MB, which the command line should not pay.
  const worker = await import('@temporalio/worker');
  const { connection } = settings.temporal;
  const timeout = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error('no answer in time')), 2 * CONNECT_TIMEOUT_MS).unref();
  });
  try {
    return await Promise.race([worker.NativeConnection.connect(connection), timeout]);
  } catch (error) {
    throw unavailable(settings.temporal, error);
  }
}

function unavailable({ address, foundBy }: TemporalSettings, cause: unknown): TemporalUnavailableError {
  const fix =
    foundBy === 'settings'
      ? 'check TEMPORAL_ADDRESS and its TLS settings'
      : 'run `npm start` in this folder, or set TEMPORAL_ADDRESS';
  return new TemporalUnavailableError(address, `Temporal does not answer at ${address}: ${fix}.`, { cause });
}

/** Temporal's number for each type, as `AddSearchAttributes` takes it. */
const INDEXED_VALUE_TYPES: Record<(typeof SEARCH_ATTRIBUTES)[keyof typeof SEARCH_ATTRIBUTES], number> = {
  [SearchAttributeType.KEYWORD]: 2,
  [SearchAttributeType.BOOL]: 5,
  [SearchAttributeType.DATETIME]: 6,
  [SearchAttributeType.KEYWORD_LIST]: 7,
};

const DAY_MS = 86_400_000;

/**
 * Makes a namespace ready for runs: registers the search attributes that it lacks, and raises its retention where that
 * is ours to say. Safe to repeat. Answers with the retention in days.
 */
export async function ensureNamespace(
  connection: Pick<Connection, 'workflowService' | 'operatorService'>,
  namespace: string,
  options: { readonly ownServer: boolean },
): Promise<{ readonly retentionDays: number; readonly registered: readonly string[] }> {
  const registered = await registerSearchAttributes(connection, namespace);
  const retentionDays = options.ownServer
    ? await raiseRetention(connection, namespace)
    : await readRetentionDays(connection, namespace);
  return { retentionDays, registered };
}

/** Registers the search attributes that a namespace lacks; answers with their names. Safe to repeat. */
async function registerSearchAttributes(
  connection: Pick<Connection, 'operatorService'>,
  namespace: string,
): Promise<readonly string[]> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = SEARCH_ATTRIBUTE_NAMES.filter((name) => !(name in customAttributes));
  if (missing.length > 0) {
    await addSearchAttributes(connection, namespace, missing).catch((error: unknown) => {
      // Another process may have been faster.
      if (!(isGrpcServiceError(error) && /already exist/i.test(error.details))) throw error;
    });
  }
  return missing;
}

const SEARCH_ATTRIBUTE_NAMES = Object.keys(SEARCH_ATTRIBUTES) as SearchAttributeName[];

/** Registers search attributes, all of them by default, without asking which are there. */
export async function addSearchAttributes(
  connection: Pick<Connection, 'operatorService'>,
  namespace: string,
  names: readonly SearchAttributeName[] = SEARCH_ATTRIBUTE_NAMES,
): Promise<void> {
  const searchAttributes = Object.fromEntries(
    names.map((name) => [name, INDEXED_VALUE_TYPES[SEARCH_ATTRIBUTES[name]]]),
  );
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
}

/** For how many days Temporal keeps closed runs of a namespace. */
export async function readRetentionDays(
  connection: Pick<Connection, 'workflowService'>,
  namespace: string,
): Promise<number> {
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  return (optionalTsToMs(config?.workflowExecutionRetentionTtl) ?? 0) / DAY_MS;
}

async function raiseRetention(connection: Pick<Connection, 'workflowService'>, namespace: string): Promise<number> {
  const current = await readRetentionDays(connection, namespace);
  if (current >= RETENTION_DAYS) return current;
  // `start-dev` keeps closed runs for a day, and knows no flag for it.
  await connection.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: msToTs(RETENTION_DAYS * DAY_MS) },
  });
  return RETENTION_DAYS;
}
