/** Short news of what the reader just did, said aloud too. What must be acted on is no toast: it stands in its place. */
import { useSyncExternalStore } from 'react';
import './toast.css';

const SHOWN_MS = 6_000;

interface News {
  readonly id: number;
  readonly text: string;
}

let news: readonly News[] = [];
let count = 0;
const watchers = new Set<() => void>();

function tell(next: readonly News[]): void {
  news = next;
  for (const watcher of watchers) watcher();
}

/** Shows a line for a few seconds. */
export function toast(text: string): void {
  const id = (count += 1);
  tell([...news.filter((each) => each.text !== text), { id, text }].slice(-3));
  setTimeout(() => tell(news.filter((each) => each.id !== id)), SHOWN_MS);
}

/** Where toasts are shown; once for all pages, since what is there from the beginning is heard by screen readers. */
export function Toasts() {
  const shown = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => news,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map(({ id, text }) => (
        <p key={id} className="toast">
          {text}
        </p>
      ))}
    </div>
  );
}
