import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import { EventSchema } from '../events/event.entity.js';

/** What happens to an event that people are told of by the clock. */
export const eventMoments = [
  'OPENED',
  'CODE_OPENED',
  'CLOSING_SOON',
  'CLOSED',
  'SIGN_UPS_WAITING',
  'PLATFORM_FAILURES',
] as const;
export type EventMoment = (typeof eventMoments)[number];

export const EventNewsSchema = defineEntity({
  name: 'EventNews',
  properties: {
    event: () => p.manyToOne(EventSchema).ref().primary().deleteRule('cascade'),
    moment: p.enum(eventMoments).primary(),
    /** The moment itself, as the event's dates had it: another date is another row, so it is told anew. */
    at: p.datetime(3).primary(),
    toldAt: p.datetime(3),
  },
});

/** That a moment of an event was told, in the transaction that told it: nobody hears of it twice. */
export class EventNews extends EventNewsSchema.class {}
EventNewsSchema.setClass(EventNews);
