/**
 * Lets Temporal's SDK download a server: `node download.cjs cli|test-server <folder> [version]`.
 *
 * A process of its own, because the SDK can only download by starting the server, gives up on neither for minutes where
 * the network swallows packets, and cannot be told to stop. The caller looks into the folder for what came.
 */
const { TestWorkflowEnvironment } = require('@temporalio/testing');

async function main([kind, downloadDir, version = 'default']) {
  const server = { executable: { type: 'cached-download', downloadDir, version } };
  const env = await (kind === 'cli'
    ? TestWorkflowEnvironment.createLocal({ server })
    : TestWorkflowEnvironment.createTimeSkipping({ server }));
  await env.teardown();
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${String(error?.message ?? error).split('\n')[0]}\n`);
  process.exitCode = 1;
});
