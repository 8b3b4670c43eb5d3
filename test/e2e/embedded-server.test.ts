import { Client, Connection } from '@temporalio/client';
import { RETENTION_DAYS, SEARCH_ATTRIBUTES } from '../../domain/ids';
import { connectClient, readRetentionDays, TemporalUnavailableError } from '../../runtime/connection';
import { startEmbeddedServer, StateDirInUseError } from '../../runtime/embedded-server';
import { isProcessAlive } from '../../runtime/settings/local-session';
import { startTestServer } from '../helpers/temporal-servers';

test('the server keeps runs over a SIGKILL, with retention and search attributes, and admits no second owner', async () => {
  const server = await startTestServer();
  try {
    const connection = await Connection.connect({ address: server.address });
    expect(await readRetentionDays(connection, server.namespace)).toBe(RETENTION_DAYS);
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: server.namespace });
    expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(Object.keys(SEARCH_ATTRIBUTES)));
    const client = new Client({ connection });
    await client.workflow.start('anything', { taskQueue: 'nobody', workflowId: 'kept' });

    const second = startEmbeddedServer({
      stateDir: server.stateDir,
      log: () => undefined,
      port: 39_000,
      uiPort: 39_001,
    });
    await expect(second).rejects.toThrow(StateDirInUseError);
    await expect(second).rejects.toThrow(
      new RegExp(`^${server.stateDir} is in use by process ${process.pid}: [^\n]+$`),
    );

    const pid = server.pid();
    await server.kill();
    expect(isProcessAlive(pid)).toBe(false);
    await server.restart();
    expect(server.pid()).not.toBe(pid);
    const { status } = await client.workflow.getHandle('kept').describe();
    expect(status.name).toBe('RUNNING');
    await connection.close();
  } finally {
    await server.stop();
  }
  await expect(connectClient({ temporal: temporalAt(server.address), payloadKeys: undefined })).rejects.toThrow(
    TemporalUnavailableError,
  );
});

const temporalAt = (address: string) =>
  ({ address, namespace: 'default', connection: { address }, foundBy: 'settings' }) as const;
