/**
 * Reads `docker-compose.yml` as `docker compose` does: anchors and merges resolved, `${NAME}` filled in. Checks nothing
 * of Compose's schema; `deploy/check` does that with Compose's own library.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** `$$`, `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME:?message}`; nested ones are not used. */
const VARIABLE = /\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:-|:\?)([^}]*))?\})/g;

/** Fills in the variables of a text; one that is required and missing throws. */
export function interpolate(text, variables) {
  return text.replace(VARIABLE, (_whole, dollar, bare, name = bare, operator, operand = '') => {
    if (dollar) return '$';
    const value = variables[name] ?? '';
    if (value !== '') return value;
    if (operator === ':?') throw new Error(`${name}: ${operand}`);
    return operator === ':-' ? operand : '';
  });
}

function fillIn(value, variables) {
  if (typeof value === 'string') return interpolate(value, variables);
  if (Array.isArray(value)) return value.map((inner) => fillIn(inner, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fillIn(inner, variables)]));
}

/** The file as an object, with variables from `variables` alone. */
export function readComposeFile(path, variables) {
  return fillIn(parse(readFileSync(path, 'utf8'), { merge: true }), variables);
}

/** The names of the services, each after those that it depends on. */
export function startOrder(services) {
  const ordered = [];
  const visit = (name, path) => {
    if (path.includes(name)) throw new Error(`services depend on each other: ${[...path, name].join(' > ')}`);
    if (ordered.includes(name)) return;
    const service = services[name];
    if (service === undefined) throw new Error(`${path.at(-1)} depends on ${name}, which is no service`);
    for (const other of Object.keys(service.depends_on ?? {})) visit(other, [...path, name]);
    ordered.push(name);
  };
  for (const name of Object.keys(services)) visit(name, []);
  return ordered;
}
