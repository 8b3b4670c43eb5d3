/** The names that each process of `docker-compose.yml` reads from its environment. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './compose-file';

/** The services that run this program. */
export const PROGRAM = ['worker', 'api', 'codec-server', 'wabactl'];

/** Names of settings by which a process could come to a token or a secret of Meta. */
export const LOOK_FOR_TOKENS = /^(GRAPH_|META_|WEBHOOK_)/;

const FOLDER = join(ROOT, 'runtime/settings');
const source = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');
const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name]) => name!);

/** The keys of the tables of settings, which are parsed once and exported by nobody. */
const tables = readdirSync(FOLDER).flatMap((file) => found(source(file), /^ {2}([A-Z][A-Z0-9_]+):/gm));
const [, secrets = ''] = /const SECRETS = \[([^\]]+)\]/.exec(source('source.ts')) ?? [];

/** The settings that people are told of; `TEMPORAL_NAMESPACE` is read by the library for Temporal's profiles. */
export const NAMED_SETTINGS = [...new Set(tables), 'TEMPORAL_NAMESPACE'];

/** Every setting of this program: those, and each secret as a file. */
export const SETTINGS_OF_PROGRAM = [...NAMED_SETTINGS, ...found(secrets, /'([A-Z_]+)'/g).map((name) => `${name}_FILE`)];

/** What both scripts for the database read, and the wrapper that gives them the password. */
const DATABASE = [
  'DB',
  'DB_PORT',
  'POSTGRES_SEEDS',
  'POSTGRES_USER',
  'POSTGRES_PWD_FILE',
  'DBNAME',
  'VISIBILITY_DBNAME',
];

/**
 * Of other images: names that the image or our script in it reads. The server's are those of its embedded configuration
 * template (`common/config/config_template_embedded.yaml`), the Web UI's those of its `config/docker.yaml`.
 */
export const SETTINGS_OF_IMAGES: Readonly<Record<string, readonly string[]>> = {
  postgres: ['POSTGRES_USER', 'POSTGRES_PASSWORD_FILE'],
  'temporalio/server': [...DATABASE, 'BIND_ON_IP', 'NUM_HISTORY_SHARDS', 'DYNAMIC_CONFIG_FILE_PATH', 'LOG_LEVEL'],
  'temporalio/admin-tools': [...DATABASE, 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'RETENTION', 'SEARCH_ATTRIBUTES'],
  'temporalio/ui': [
    'TEMPORAL_ADDRESS',
    'TEMPORAL_UI_PORT',
    'TEMPORAL_DEFAULT_NAMESPACE',
    'TEMPORAL_CORS_ORIGINS',
    'TEMPORAL_CSRF_COOKIE_INSECURE',
    'TEMPORAL_DISABLE_NEWS_FETCH',
    'TEMPORAL_CODEC_ENDPOINT',
    'TEMPORAL_CODEC_INCLUDE_CREDENTIALS',
    'TEMPORAL_CODEC_DEFAULT_ERROR_MESSAGE',
    'TEMPORAL_CODEC_DEFAULT_ERROR_LINK',
  ],
};
