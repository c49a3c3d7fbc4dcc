import { useSyncExternalStore } from 'react';

/** How the live connection stands: nobody listens, live, or lost and being retried. */
export type Connection = 'idle' | 'live' | 'reconnecting';

let current: Connection = 'idle';
const listeners = new Set<() => void>();

/** Called by the WebSocket client alone. */
export function setConnection(next: Connection): void {
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The state of the live connection, for the mark that tells people whether numbers move by themselves. */
export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => current);
