import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { Participation, ParticipationState } from '../events/participation.entity.js';
import { isParticipant } from '../events/sees-event.js';
import type { BoardCache } from '../leaderboard/board-cache.js';
import { type OwnRows, rowsOfTeam } from '../leaderboard/own-rows.js';
import type { RequestContext } from './context.js';
import type { Loaders } from './loaders.js';
import { OpenPlaces } from './open-places.js';

/** What decides what somebody sees of an event's page and boards. Who it is, is no part of it. */
export interface RightsClass {
  /** Runs the event. */
  isAdmin: boolean;
  /** Of the viewer's team in the event; null without one. */
  participation: ParticipationState | null;
}

/** The context of an execution for all viewers of one class. */
export interface ClassContext {
  context: RequestContext;
  places: OpenPlaces;
  /** Whether something was asked that not all of the class would answer alike: what came of it is for nobody. */
  isRefused(): boolean;
}

/**
 * Makes the context of an execution for many viewers. It does not know who they are: of a request it has the event and the
 * rights of the class, and whatever else a resolver reaches for ends the execution. So an answer can hold nothing of a
 * single viewer but what is left open in it.
 */
export function classContext(
  { eventId, isAdmin, participation }: RightsClass & { eventId: string },
  { em, clock, boards }: { em: EntityManager; clock: Clock; boards: BoardCache },
): ClassContext {
  const places = new OpenPlaces();
  let isRefused = false;
  const refuse = (what: string): never => {
    isRefused = true;
    throw new Error(`An answer for many viewers must not depend on ${what}.`);
  };
  /** An object that has these properties; to ask for any other ends the execution. */
  const nothingBut = <T extends object>(name: string, known: object): T =>
    new Proxy(known as T, {
      get: (target, key) =>
        key in target ? Reflect.get(target, key) : isHarmless(key) ? undefined : refuse(`${name}.${String(key)}`),
      has: (_target, key) => refuse(`${name}.${String(key)}`),
      ownKeys: () => refuse(name),
    });
  /** The same for an object that fields are read from, which nothing may be thrown from: its answer is given up instead. */
  const readBut = <T extends object>(known: object): T =>
    new Proxy(known as T, {
      get(target, key) {
        isRefused ||= !(key in target) && !isHarmless(key);
        return Reflect.get(target, key);
      },
      ownKeys(target) {
        isRefused = true;
        return Reflect.ownKeys(target);
      },
    });
  /** A loader of what is known of this event alone. */
  const ofEvent = <V>(value: () => V) => ({
    load: async (id: string): Promise<V> => (id === eventId ? value() : refuse('another event')),
  });

  const team: OwnRows = {
    own: () => refuse('whose rows are the viewer’s'),
    mark: ({ teamId }) => places.isOfTeam(teamId) as unknown as boolean,
  };
  const loaders = nothingBut<Loaders>('loaders', {
    administers: ofEvent(() => isAdmin),
    // It adds nothing for those who see the event anyway, and nobody else of a class is asked about one.
    isInvited: ofEvent(() => (isAdmin || isParticipant(participation) ? false : refuse('an invitation'))),
    myParticipation: ofEvent(() =>
      participation === null ? null : readBut<Participation>({ id: places.participationId(), state: participation }),
    ),
    ownRows: ofEvent(() => (participation === null ? rowsOfTeam(null) : team)),
  });
  const context = nothingBut<RequestContext>('context', {
    ...{ em: em.fork(), clock, boards, loaders },
    // Nobody is held up for the state of their account: those whose account is not active belong to no class.
    account: null,
    // Each request is counted, whether it is executed or not.
    noteView: () => undefined,
  });
  return { context, places, isRefused: () => isRefused };
}

/** What the language itself asks of any object. */
const isHarmless = (key: string | symbol): boolean => typeof key === 'symbol' || key === 'then';
