/**
 * The place where containers would run: a temporary folder with what each would see, and each service of the compose
 * file as a command with its environment. What the file says is taken as it is; only paths of containers, host names and
 * ports are replaced, by one table.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { isAbsolute, join } from 'node:path';

/** Secrets of this one session; those of Meta are the simulator's. */
export function writeSecrets(folder) {
  mkdirSync(folder, { mode: 0o755 });
  const secrets = {
    'postgres-password': randomBytes(24).toString('hex'),
    'payload-keys': `k1:${randomBytes(32).toString('base64')}`,
    'session-secret': randomBytes(32).toString('base64'),
    'graph-tokens.json': JSON.stringify({ default: 'sim-system-token' }),
    'webhook-verify-tokens.json': '{}',
    'meta-app-secret': 'sim-app-secret',
  };
  for (const [name, text] of Object.entries(secrets)) writeFileSync(join(folder, name), text, { mode: 0o600 });
}

/**
 * As many ports as asked for that nobody on this machine listens on. Temporal keeps its ports in the database as small
 * integers, so none is over 32767, which is where systems begin to give ports away.
 */
export async function freePorts(count) {
  const ports = new Set();
  while (ports.size < count) {
    const port = randomInt(20_000, 32_768);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

async function isFree(port) {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

/** The working folder of the image: what its Dockerfile copies there, and no `.env` of this checkout. */
export function makeAppFolder(folder, root) {
  mkdirSync(join(folder, 'deploy'), { recursive: true });
  for (const name of ['package.json', 'node_modules', 'dist', 'deploy/health.mjs'])
    symlinkSync(join(root, name), join(folder, name));
}

/** What the Dockerfile says a container of the program starts with. */
export function imageEntrypoint(root) {
  const [, entrypoint] = /^ENTRYPOINT (\[.*\])$/m.exec(readFileSync(join(root, 'Dockerfile'), 'utf8')) ?? [];
  if (entrypoint === undefined) throw new Error('the Dockerfile has no ENTRYPOINT in JSON');
  return JSON.parse(entrypoint);
}

/** The services of a compose file as processes of this machine. */
export class Place {
  /**
   * `names`: a value of an environment, or an argument of a health check, and what takes its place here.
   * `files`: paths of an image that lie elsewhere here.
   */
  constructor({ compose, root, folder, bin, names, files }) {
    Object.assign(this, { compose, root, folder, bin, names, files });
  }

  /** The environment of a service and nothing else; `more` is said to differ from the container. */
  environment(name, more = {}) {
    const given = this.compose.services[name].environment ?? {};
    const here = Object.entries(given).map(([key, value]) => {
      const replaced = this.names[`${key}=${value}`] ?? this.names[value] ?? value;
      return [key, this.#path(name, String(replaced))];
    });
    return {
      PATH: `${this.bin}:/usr/local/bin:/usr/bin:/bin`,
      HOME: this.folder,
      STATE_DIR: join(this.folder, 'state'),
      ...Object.fromEntries(here),
      ...more,
    };
  }

  /** Its command, or another one for the same container, from the image's entry point on. */
  command(name, { entrypoint = [], command } = {}) {
    const service = this.compose.services[name];
    const argv = [...(service.entrypoint ?? entrypoint), ...(command ?? service.command ?? [])];
    return argv.map((arg) => this.#path(name, arg));
  }

  /** Its health check; undefined where it has none. */
  healthCheck(name) {
    const [kind, ...argv] = this.compose.services[name].healthcheck?.test ?? [];
    return kind === 'CMD' ? argv.map((arg) => String(this.names[arg] ?? arg)) : undefined;
  }

  /** A path of a container: of a volume, a secret or the image. */
  #path(name, text) {
    const { volumes = [], secrets = [] } = this.compose.services[name];
    const places = [
      ...volumes.map((volume) => {
        const [source, target] = volume.split(':');
        return [target, source.startsWith('.') ? join(this.root, source) : join(this.folder, 'volumes', source)];
      }),
      ...secrets.map((secret) => [`/run/secrets/${secret}`, this.compose.secrets[secret].file]),
      ...Object.entries(this.files),
    ];
    const [from, to] = places.find(([target]) => text === target || text.startsWith(`${target}/`)) ?? [];
    if (from !== undefined) return to + text.slice(from.length);
    if (isAbsolute(text) && text.startsWith('/data/')) throw new Error(`${name}: ${text} is in no volume`);
    return text;
  }
}
