import 'reflect-metadata';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { requireAdmin } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import type { Event } from '../events/event.entity.js';
import { eventPhase, isArchived } from '../events/event.policy.js';
import { findEvent } from '../events/event.queries.js';
import type { RequestContext } from '../graphql/context.js';
import { Scope } from '../graphql/scope.js';
import { type Refusal, refusal } from '../refusal.js';
import { generatedMax, importUsers } from './import-users.js';
import { parseUserCsv, type UserCsv } from './parse-user-csv.js';
import { type ImportOutcome, planUserImport } from './plan-user-import.js';
import {
  ImportUsersInput,
  ImportUsersResult,
  PreviewUserImportInput,
  PreviewUserImportResult,
} from './user-import.inputs.js';

/** How site admins make accounts for a whole course at once. */
@Resolver()
export class UserImportResolver {
  @Scope('ADMIN')
  @Mutation(() => PreviewUserImportResult, {
    description: 'For site admins: what an import would make of each line. Changes nothing.',
  })
  async previewUserImport(
    @Arg('input', () => PreviewUserImportInput) input: PreviewUserImportInput,
    @Ctx() context: RequestContext,
  ): Promise<PreviewUserImportResult> {
    requireAdmin(context.viewer);
    const read = await readImport(input, context);
    if ('refusal' in read) return read;
    const { takesSuggestions } = input;
    const rows = await planUserImport(context.em, read.rows, { eventId: read.event?.id ?? null, takesSuggestions });
    const count = (outcome: ImportOutcome) => rows.filter((row) => row.outcome === outcome).length;
    return {
      preview: {
        rows,
        unknownColumns: read.unknownColumns,
        isMisread: read.isMisread,
        newCount: count('NEW'),
        existingCount: count('EXISTING'),
        problemCount: count('PROBLEM'),
      },
    };
  }

  @Scope('ADMIN')
  @Mutation(() => ImportUsersResult, {
    description:
      'For site admins: makes the accounts of a list, active at once; lines with problems are left out. The same list again does nothing new.',
  })
  async importUsers(
    @Arg('input', () => ImportUsersInput) input: ImportUsersInput,
    @Ctx() context: RequestContext,
  ): Promise<ImportUsersResult> {
    const viewer = requireAdmin(context.viewer);
    const read = await readImport(input, context);
    if ('refusal' in read) return { rows: [], createdCount: 0, refusal: read.refusal };
    const { passwords, takesSuggestions } = input;
    if (passwords === 'GENERATED' && read.rows.length > generatedMax) {
      const message = `Passwords are generated for at most ${generatedMax} people at once. Send links, or import the file in parts.`;
      return { rows: [], createdCount: 0, refusal: refusal('TOO_MANY', message, { field: 'passwords' }) };
    }
    const rows = await importUsers(viewer, { ...read, passwords, takesSuggestions }, context);
    return { rows, createdCount: rows.filter(({ outcome }) => outcome === 'NEW').length };
  }
}

interface ImportSource {
  csv: string;
  eventSlug?: string | null;
}

async function readImport(
  { csv, eventSlug }: ImportSource,
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<(UserCsv & { event: Event | null }) | { refusal: Refusal }> {
  const event = eventSlug == null ? null : await findEvent(em, eventSlug);
  if (eventSlug != null && event === null) throw notFound('event');
  if (event !== null && (isArchived(event) || eventPhase(event, clock.now()) === 'CLOSED')) {
    return { refusal: refusal('NOT_OPEN', 'This event has closed.', { field: 'eventSlug' }) };
  }
  const parsed = parseUserCsv(csv);
  return 'refusal' in parsed ? parsed : { ...parsed, event };
}
