/** One fold run that waits to be sent to a worker. */
export interface WaitingFold {
  id: string;
  evaluationId: string;
}

/** The waiting folds of one participation, in its own order. */
export interface Flow {
  participationId: string;
  /** Where its virtual clock stands: slot seconds it has had, divided by its event's weight. */
  virtualSeconds: number;
  weight: number;
  /** What one of its folds is expected to hold a slot. */
  expectedSeconds: number;
  /** Folds that people wait for. */
  live: readonly WaitingFold[];
  /** Re-runs: taken only when nothing live waits anywhere, and at nobody's cost. */
  background: readonly WaitingFold[];
}

/** A fold chosen to be sent, with what the choice meant for its participation's clock. */
export interface Turn {
  fold: WaitingFold;
  participationId: string;
  virtualStart: number;
  /** How far it moves the participation's clock. */
  virtualSeconds: number;
  /** The slot seconds that it is expected to take. */
  chargedSeconds: number;
  isBackground: boolean;
}

/**
 * Chooses the next `count` folds, fair by time: always one of the participation whose virtual clock is furthest behind, the
 * first of equals; its clock then moves on by what the fold is expected to take, divided by its weight. A clock never starts
 * in the past, so that idling saves nothing up. So whoever sends one submission waits for no more than the folds that run
 * already, however many others have sent (start-time fair queueing: Goyal, Vin and Cheng, 1996). Pure.
 */
export function chooseNext(flows: readonly Flow[], count: number, clockSeconds: number): Turn[] {
  const states = flows.map((flow) => ({ flow, at: Math.max(flow.virtualSeconds, clockSeconds), taken: 0 }));
  const turns: Turn[] = [];
  const takeFrom = (kind: 'live' | 'background') => {
    for (const state of states) state.taken = 0;
    while (turns.length < count) {
      let next: (typeof states)[number] | undefined;
      for (const state of states) {
        if (state.taken < state.flow[kind].length && (next === undefined || state.at < next.at)) next = state;
      }
      const fold = next?.flow[kind][next.taken];
      if (next === undefined || fold === undefined) return;
      const { participationId, expectedSeconds, weight } = next.flow;
      turns.push({
        fold,
        participationId,
        virtualStart: next.at,
        virtualSeconds: expectedSeconds / weight,
        chargedSeconds: expectedSeconds,
        isBackground: kind === 'background',
      });
      next.taken += 1;
      next.at += expectedSeconds / weight;
    }
  };
  takeFrom('live');
  takeFrom('background');
  return turns;
}
