import { badFieldSyntax } from './errors';

/** One field of a `fields` parameter: `name.limit(2).business(7){sub,fields}`. */
export interface FieldRequest {
  name: string;
  args: Record<string, string>;
  sub: FieldRequest[] | null;
}

/** Reads a field expression. Throws Graph's error 2500 where it cannot be read. */
export function parseFields(text: string): FieldRequest[] {
  const source = text.replace(/\s+/g, '');
  let at = 0;

  const name = (): string => {
    const found = /^[A-Za-z_][A-Za-z0-9_]*/.exec(source.slice(at));
    if (!found)
      throw badFieldSyntax(`Expected name at character ${at}: ${source.slice(at, at + 20) || 'end of string'}`);
    at += found[0].length;
    return found[0];
  };

  const argument = (): [string, string] => {
    const key = name();
    if (source[at] !== '(') throw badFieldSyntax(`Expected ( at character ${at}`);
    let depth = 0;
    const start = at + 1;
    do {
      if (at >= source.length) throw badFieldSyntax('Expected ) before end of string');
      if (source[at] === '(') depth++;
      if (source[at] === ')') depth--;
      at++;
    } while (depth > 0);
    return [key, source.slice(start, at - 1)];
  };

  const field = (): FieldRequest => {
    const request: FieldRequest = { name: name(), args: {}, sub: null };
    while (source[at] === '.') {
      at++;
      const [key, value] = argument();
      request.args[key] = value;
    }
    if (source[at] === '{') {
      at++;
      request.sub = list();
      if (source[at] !== '}') throw badFieldSyntax(`Expected } at character ${at}`);
      at++;
    }
    return request;
  };

  const list = (): FieldRequest[] => {
    const requests = [field()];
    while (source[at] === ',') {
      at++;
      requests.push(field());
    }
    return requests;
  };

  const requests = list();
  if (at < source.length) throw badFieldSyntax(`Unexpected ${source[at]} at character ${at}`);
  return requests;
}
