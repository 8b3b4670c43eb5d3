/**
 * Preloaded into child processes of `npm start` (`--require`): when the parent is gone, however hard it was killed, the
 * child ends as if it had been asked to.
 */
const PATIENCE_MS = 60_000;

process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), PATIENCE_MS).unref();
});
// Listening holds the event loop open; a child that has nothing left to do may still end.
process.channel?.unref();
