import { useEffect, useRef } from 'react';

type Hear = () => void;
const hearers = new Map<string, Set<Hear>>();

/** Tells whoever shows something of an event's boards that they have changed. */
export const announceBoardChange = (eventSlug: string): void => {
  for (const hear of hearers.get(eventSlug) ?? []) hear();
};

/** The least time between two reads, and how far those of many readers are spread: a change reaches all of them at once. */
const restMs = 500;
const spreadMs = 250;

/** Calls `reread` soon after each change of the event's boards; a burst of changes makes few calls. */
export function useBoardChanges(eventSlug: string, reread: () => Promise<unknown>): void {
  const latest = useRef(reread);
  latest.current = reread;

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let isAskedAgain = false;
    const read = async () => {
      isAskedAgain = false;
      await latest.current().catch(() => undefined);
      timer = setTimeout(() => {
        timer = null;
        if (isAskedAgain) hear();
      }, restMs);
    };
    const hear = () => {
      isAskedAgain = true;
      timer ??= setTimeout(() => void read(), Math.random() * spreadMs);
    };
    const all = hearers.get(eventSlug) ?? new Set();
    hearers.set(eventSlug, all.add(hear));
    return () => {
      all.delete(hear);
      if (timer !== null) clearTimeout(timer);
    };
  }, [eventSlug]);
}
