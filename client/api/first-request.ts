/** The first request to an API, as lines that can be pasted into a shell as they stand. */

/** Lists migrations; where keys are kept in a file (its absolute path), one is made first and goes with the request. */
export function firstRequest(apiUrl: string, apiKeysFile: string | undefined): readonly string[] {
  const list = `curl ${apiUrl}/v1/migrations`;
  if (apiKeysFile === undefined) return [list];
  const create = 'npx wabactl keys create --name first-look --role viewer --expires 1d --json';
  return [
    // The key goes into the shell and not onto the screen.
    `export WABA_API_KEY=$(API_KEYS_FILE=${quoted(apiKeysFile)} ${create} | sed -n 's/.*"key": *"\\([^"]*\\)".*/\\1/p')`,
    `${list} -H "Authorization: Bearer $WABA_API_KEY"`,
  ];
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
