/** An event's queue, with everybody's submissions and why they failed: whoever runs the event. */
export const canSeeQueue = (viewer: { administers: boolean }): boolean => viewer.administers;

/** Running again what failed, many at once: whoever runs the event. */
export const canRerunMany = (viewer: { administers: boolean }): boolean => viewer.administers;
