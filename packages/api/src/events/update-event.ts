import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import type { Publisher } from '../graphql/pubsub.js';
import { type Refusal, refusal } from '../refusal.js';
import { Event } from './event.entity.js';
import { isArchived } from './event.policy.js';
import { countSubmissions, findEventById, listSettingChanges } from './event.queries.js';
import { EventSettingChange } from './event-setting-change.entity.js';
import {
  auditedSetting,
  type GivenSettings,
  type SettingChange,
  settingChanges,
  settingJson,
  settingsOf,
  withGivenSettings,
} from './event-settings.js';
import { refuseChanges, refuseSettings } from './event-settings.policy.js';

interface UpdateEventRequest extends GivenSettings {
  eventId: string;
  /** The `settingsVersion` that was looked at; null changes whatever is there. */
  settingsVersion: number | null;
}
interface UpdateEventDeps {
  em: EntityManager;
  clock: Clock;
  topics: Publisher;
}
interface UpdateEventAnswer {
  event: Event;
  refusal?: Refusal;
  /** With STALE: what others have changed since. */
  changesSince?: EventSettingChange[];
}

/**
 * Changes settings of an event, all or none of those given, and writes down who changed what. Limits hold for folds that
 * have not been sent yet. Who may, the caller has checked; what only site admins may, this does.
 */
export async function updateEvent(
  viewer: Viewer,
  { eventId, settingsVersion, ...given }: UpdateEventRequest,
  deps: UpdateEventDeps,
): Promise<UpdateEventAnswer> {
  const { em, clock, topics } = deps;
  const done = await em.transactional(async (tx): Promise<Omit<UpdateEventAnswer, 'event'>> => {
    const event = await tx.findOne(
      Event,
      { id: eventId, deletedAt: null },
      { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
    );
    if (event === null) throw notFound('event');
    if (isArchived(event)) return { refusal: refusal('NOT_OPEN', 'This event is in the archive; take it out first.') };
    if (settingsVersion !== null && settingsVersion !== event.settingsVersion) {
      return {
        refusal: refusal('STALE', 'Somebody else has changed these settings meanwhile.', { field: 'settingsVersion' }),
        changesSince: await listSettingChanges(tx, eventId, settingsVersion),
      };
    }
    const before = settingsOf(event);
    const after = withGivenSettings(before, given);
    const changes = settingChanges(before, after);
    if (changes.length === 0) return {};
    const { description } = await event.problemVersion.loadOrFail();
    const hasSubmissions = (await countSubmissions(tx, eventId)) > 0;
    const refused =
      refuseSettings(after, description?.scoreTypes.map(({ name }) => name) ?? []) ??
      refuseChanges(before, after, changes, { now: clock.now(), isSiteAdmin: viewer.isAdmin, hasSubmissions });
    if (refused !== null) return { refusal: refused };
    tx.assign(event, Object.fromEntries(changes.map((change) => [change.field, change.after])));
    await writeDownChanges(tx, viewer, event, { act: 'updateEvent', changes }, deps);
    return {};
  });
  // What can be seen of it, and by whom, may be another thing now.
  if (done.refusal === undefined) topics.leaderboardChanged(eventId);
  const event = await findEventById(em.fork(), eventId);
  if (event === null) throw notFound('event');
  return { ...done, event };
}

/** Writes the history of changes that are being made to a locked event, and the line in the audit log. */
export async function writeDownChanges(
  tx: EntityManager,
  viewer: Viewer,
  event: Event,
  { act, changes }: { act: string; changes: readonly SettingChange[] },
  { clock }: { clock: Clock },
): Promise<void> {
  const at = clock.now();
  event.settingsVersion = (event.settingsVersion ?? 1) + 1;
  for (const { field, before, after } of changes) {
    tx.create(EventSettingChange, {
      event: event.id,
      version: event.settingsVersion,
      at,
      by: viewer.id,
      field,
      before: settingJson(field, before),
      after: settingJson(field, after),
    });
  }
  await tx.flush();
  await recordAct(
    tx,
    {
      actor: viewer,
      act,
      eventId: event.id,
      subject: { kind: 'event', id: event.id },
      details: Object.fromEntries(
        changes.map(({ field, before, after }) => [
          field,
          { from: auditedSetting(field, before), to: auditedSetting(field, after) },
        ]),
      ),
    },
    { clock },
  );
}
