/** Values that are being typed. */
import { useEffect, useState } from 'react';

/** Who types or pastes a sixteenth digit within this time asks once. */
const SETTLED_AFTER_MS = 300;

/** A value once it has stayed the same for a while: the first one at once. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
