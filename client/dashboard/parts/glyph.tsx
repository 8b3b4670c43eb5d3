/** The few signs that the pages use. They say nothing to who cannot see them: a word always stands beside one. */

const CROSS = 'm4 4 8 8m0-8-8 8';

/** The outline of each, in a box of 16 by 16. */
const PATHS = {
  person: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-5.5 6c.5-3 2.6-4.5 5.5-4.5s5 1.5 5.5 4.5',
  moving: 'M2.5 8h10m-4-4.5 4.5 4.5-4.5 4.5',
  done: 'm3 8.5 3.5 3.5L13 4.5',
  bad: CROSS,
  waiting: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Zm0-9.5V8l2.3 1.5',
  copy: 'M6 5.5h7.5V14H6zM10 5.5V2H2.5v8.5H6',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.7-1.3L14 14',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm0-9.5v1m0 11v1M1.5 8h1m11 0h1M3.4 3.4l.7.7m7.8 7.8.7.7m0-9.2-.7.7m-7.8 7.8-.7.7',
  moon: 'M13.5 9.5A5.8 5.8 0 0 1 6.5 2.5a5.8 5.8 0 1 0 7 7Z',
  system: 'M2 3h12v8H2zm4 11h4m-2-3v3',
  out: 'M6 2.5H2.5v11H6M6.5 8h7m-3-3 3 3-3 3',
  external: 'M9.5 2.5h4v4m0-4L7 9m4.5.5v4h-9v-9h4',
  alert: 'M8 2 14.5 13.5h-13zm0 4v3.5m0 2v.1',
  close: CROSS,
  download: 'M8 2v8m-3-3 3 3 3-3M3 13.5h10',
  down: 'm4 6 4 4 4-4',
  lock: 'M3.5 7.5h9v6h-9zm2-.1V5a2.5 2.5 0 0 1 5 0v2.4',
} as const satisfies Record<string, string>;

/** A sign by its name. */
export type GlyphName = keyof typeof PATHS;

/** Draws a sign in the colour and beside the size of the text around it. */
export function Glyph({ name, size = 14 }: { readonly name: GlyphName; readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      className="glyph"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
