import { chooseNext, type Flow } from './fair-queue.js';

/** A fold that a worker has, or that was sent to one. */
export interface SentFold {
  evaluationId: string;
  /** How much longer it is expected to hold a slot. */
  secondsLeft: number;
}

/** When an evaluation's turn is expected to come, in seconds from now. */
export interface QueueForecast {
  /** Evaluations whose first fold comes before; 0 for the next one. */
  position: number;
  startsInSeconds: number;
  endsInSeconds: number;
}

/**
 * Plays the scheduler forward with what folds are expected to take: the same rule, the same order, `slots` at once.
 * Forecasts every evaluation that waits or runs. Pure.
 */
export function simulateQueue(
  flows: readonly Flow[],
  sent: readonly SentFold[],
  { slots, clockSeconds }: { slots: number; clockSeconds: number },
): Map<string, QueueForecast> {
  const secondsOf = new Map<string, number>();
  for (const { live, background, expectedSeconds } of flows)
    for (const { id } of [...live, ...background]) secondsOf.set(id, expectedSeconds);
  // Each slot by the moment at which it is free.
  const freeAt: number[] = Array.from({ length: Math.max(1, slots) }, () => 0);
  const forecasts = new Map<string, QueueForecast>();
  let started = 0;
  const run = (evaluationId: string, seconds: number) => {
    let slot = 0;
    for (let other = 1; other < freeAt.length; other++) if ((freeAt[other] ?? 0) < (freeAt[slot] ?? 0)) slot = other;
    const startsInSeconds = freeAt[slot] ?? 0;
    const endsInSeconds = startsInSeconds + seconds;
    freeAt[slot] = endsInSeconds;
    const known = forecasts.get(evaluationId);
    forecasts.set(evaluationId, {
      position: known?.position ?? started++,
      startsInSeconds: known?.startsInSeconds ?? startsInSeconds,
      endsInSeconds: Math.max(known?.endsInSeconds ?? 0, endsInSeconds),
    });
  };
  for (const { evaluationId, secondsLeft } of sent) run(evaluationId, secondsLeft);
  for (const { fold } of chooseNext(flows, secondsOf.size, clockSeconds))
    run(fold.evaluationId, secondsOf.get(fold.id) ?? 0);
  return forecasts;
}
