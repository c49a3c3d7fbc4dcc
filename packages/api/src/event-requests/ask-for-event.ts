import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { refuseSlug } from '../events/event-settings.policy.js';
import { findSiteAdmins } from '../notifications/find-organisers.js';
import { notifyAll } from '../notifications/notify.js';
import type { Problem } from '../problems/problem.entity.js';
import { type Refusal, refusal } from '../refusal.js';
import { lockUser } from '../teams/lock-teams.js';
import { EventRequest } from './event-request.entity.js';
import { type AskedEvent, refuseAnother, refuseAsked } from './event-request.policy.js';
import { countEarlierRequests, findEventRequest } from './event-request.queries.js';

interface AskForEventRequest extends AskedEvent {
  problem: Problem;
  slug: string;
  /** The asker knows of an event with this slug. */
  isSlugTaken: boolean;
}

const dayMs = 86_400_000;

/**
 * Asks the site admins for an event of one's own on a problem, and tells them. That the asker may know of the problem, the
 * caller has checked.
 */
export async function askForEvent(
  asker: { id: string },
  { problem, slug, isSlugTaken, ...typed }: AskForEventRequest,
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<{ request: EventRequest } | { refusal: Refusal }> {
  const now = clock.now();
  const asked = { ...typed, title: typed.title.trim(), purpose: typed.purpose.trim() };
  const refused = refuseAsked(asked, now) ?? refuseSlug(slug) ?? (isSlugTaken ? slugTaken : null);
  if (refused !== null) return { refusal: refused };

  const id = randomUUID();
  const refusedHere = await em.fork().transactional(async (tx) => {
    // Somebody who asks twice at once takes turns here.
    await lockUser(tx, asker.id);
    const tooMany = refuseAnother(await countEarlierRequests(tx, asker.id, new Date(now.getTime() - dayMs)));
    if (tooMany !== null) return tooMany;
    const row = { id, asker: asker.id, problem: problem.id, slug, ...asked, state: 'WAITING', createdAt: now } as const;
    await tx.insert(EventRequest, row);
    // Not by whom: a deleted account must leave no name in other people's lists.
    const news = {
      ...({ kind: 'ORGANISER', title: `An event is asked for: “${asked.title}”` } as const),
      body: `On the problem “${problem.name}”, for about ${asked.peopleCount} people. Whoever asked waits for your answer.`,
      path: '/admin/events/requests',
    };
    const admins = await findSiteAdmins(tx);
    await notifyAll(
      tx,
      admins.filter((adminId) => adminId !== asker.id),
      news,
      { clock },
    );
    return null;
  });
  if (refusedHere !== null) return { refusal: refusedHere };
  const request = await findEventRequest(em, id);
  if (request === null) throw new Error('The request just made is gone.');
  return { request };
}

const slugTaken = refusal('TAKEN', 'There is an event with this slug.', { field: 'slug' });
