/** `GET /problems`: the page that the `type` of every problem points to. */
import type { Api } from '../api';
import { PROBLEMS, PROBLEM_TYPES, PROBLEMS_PATH } from '../problems';

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);
const withCode = (text: string): string => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');

const PAGE = [
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Problems</title>',
  '<h1>Problems</h1><p>Every error of this API is a problem document (RFC 9457); its <code>type</code> points here.</p>',
  ...PROBLEM_TYPES.map((type) => {
    const { status, title, about } = PROBLEMS[type];
    return `<h2 id="${type}"><code>${type}</code></h2><p>${status}. ${escaped(title)}.</p><p>${withCode(about)}</p>`;
  }),
  '</html>',
].join('\n');

export function problemsPageRoute(app: Api): void {
  app.route({
    method: 'GET',
    url: PROBLEMS_PATH,
    config: { permission: 'public' },
    schema: { hide: true },
    handler: (_request, reply) => reply.type('text/html; charset=utf-8').send(PAGE),
  });
}
