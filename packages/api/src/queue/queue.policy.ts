/** Who asks about a queue: whether they run the event, or the site where it is that of all events. */
interface QueueAudience {
  administers: boolean;
  /** The event is in the archive, where nothing changes any more. */
  isArchived: boolean;
}

/** An event's queue, with everybody's submissions and why they failed: whoever runs the event. */
export const canSeeQueue = ({ administers }: QueueAudience): boolean => administers;

/** Running again what failed, many at once: whoever runs the event, until it is archived. */
export const canRerunMany = ({ administers, isArchived }: QueueAudience): boolean => administers && !isArchived;
