/**
 * The health check of the image: whether the process of this container does its work. The API answers `/healthz`, and
 * so does the codec server, where `CODEC_PORT` is set; a worker, where `METRICS_ADDRESS` is set, shows by its metrics that
 * it polls. Ends with 0 where it is well, else 1.
 */
const TIMEOUT_MS = 4_000;

/** The core of Temporal's SDK counts the pollers of each task queue; a worker that lost Temporal keeps them. */
const POLLS = /^temporal_num_pollers\{[^}]*\} [1-9]/m;

async function fetchText(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return response.text();
}

async function check({ METRICS_ADDRESS: metrics, CODEC_PORT: codecPort, PORT: apiPort = '3000' }) {
  if (metrics === undefined || metrics === '') {
    await fetchText(`http://127.0.0.1:${codecPort || apiPort}/healthz`);
    return;
  }
  const address = metrics.replace(/^(0\.0\.0\.0|\[::\])(?=:)/, '127.0.0.1');
  if (!POLLS.test(await fetchText(`http://${address}/metrics`))) throw new Error('the worker polls no task queue');
}

check(process.env).catch((error) => {
  console.error(error.cause?.message ?? error.message);
  process.exitCode = 1;
});
