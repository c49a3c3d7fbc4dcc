import { useSyncExternalStore } from 'react';

interface Ticker {
  now: number;
  listeners: Set<() => void>;
  timer: ReturnType<typeof setInterval> | undefined;
}

// One timer per pace for the whole page: a board of a thousand rows shows a thousand ages.
const tickers = new Map<number, Ticker>();

function tickerOf(everyMs: number): Ticker {
  let ticker = tickers.get(everyMs);
  if (!ticker) {
    ticker = { now: Date.now(), listeners: new Set(), timer: undefined };
    tickers.set(everyMs, ticker);
  }
  return ticker;
}

function subscribeTo(everyMs: number, listener: () => void): () => void {
  const ticker = tickerOf(everyMs);
  ticker.listeners.add(listener);
  ticker.now = Date.now();
  ticker.timer ??= setInterval(() => {
    ticker.now = Date.now();
    for (const each of ticker.listeners) each();
  }, everyMs);
  return () => {
    ticker.listeners.delete(listener);
    if (ticker.listeners.size > 0) return;
    clearInterval(ticker.timer);
    ticker.timer = undefined;
  };
}

const second = (listener: () => void) => subscribeTo(1000, listener);
const tenSeconds = (listener: () => void) => subscribeTo(10_000, listener);

/** The time in milliseconds, renewed each second; for countdowns. */
export const useNow = (): number => useSyncExternalStore(second, () => tickerOf(1000).now);

/** The time in milliseconds, renewed every ten seconds; for ages. */
export const useSlowNow = (): number => useSyncExternalStore(tenSeconds, () => tickerOf(10_000).now);
