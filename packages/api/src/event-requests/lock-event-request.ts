import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { notFound } from '../errors.js';
import { EventRequest } from './event-request.entity.js';

/** A request that nobody else answers or takes back until the transaction ends. NOT_FOUND where there is none. */
export async function lockEventRequest(tx: EntityManager, id: string): Promise<EventRequest> {
  const request = await tx.findOne(EventRequest, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  if (request === null) throw notFound('request');
  return request;
}
