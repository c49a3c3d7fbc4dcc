/** How an event goes: whoever runs it. */
export const canSeeStatistics = (administersEvent: boolean): boolean => administersEvent;
