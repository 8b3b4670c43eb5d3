/** What a run says of itself, as a sentence in which every moment has the exact one on hover. */
import { piecesOf, plainly } from '../words/reasons';
import { sentence } from '../words/text';
import { Time } from './time';

/** The sentence: no commands, checks in words, moments in the reader's own time. */
export const Words = ({ of: text }: { readonly of: string }) =>
  piecesOf(sentence(plainly(text))).map((piece, index) =>
    'at' in piece ? <Time key={index} at={piece.at} as="clock" /> : piece.words,
  );
