import type { ArtifactStore, Digest } from '@databoard/shared/artifacts/artifact-store';
import { getTree } from '@databoard/shared/artifacts/file-tree';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { shownEmail } from './shown-email.js';
import type { User } from './user.entity.js';

interface OwnSubmission {
  id: string;
  name: string;
  event: string;
  submittedAt: string;
  standing: string;
  filesDigest: Digest;
}

/** Everything that the platform keeps about a person and that they made, as JSON. For its owner. */
export async function exportAccount(
  user: User,
  { em, clock, store }: { em: EntityManager; clock: Clock; store: ArtifactStore },
): Promise<string> {
  const rows = <T extends object>(sql: string) => em.execute<T[]>(sql, [user.id]);
  const { id, username, displayName, firstName, lastName, website, bio, state, isAdmin, createdAt } = user;
  const profile = {
    id,
    username,
    email: shownEmail(user),
    displayName,
    firstName,
    lastName,
    website,
    bio,
    state,
    isAdmin,
    createdAt,
  };
  const submissions: object[] = [];
  for (const { filesDigest, ...submission } of await rows<OwnSubmission>(submissionsSql)) {
    submissions.push({ ...submission, files: await filesOf(filesDigest, store) });
  }
  const exported = {
    exportedAt: clock.now(),
    profile: { ...profile, emailConfirmedAt: user.emailConfirmedAt },
    signIn: {
      hasPassword: user.passwordHash != null,
      identities: await rows(
        'select issuer, subject, linked_at as "linkedAt" from external_identity where user_id = ?',
      ),
      sessions: await rows(sessionsSql),
      accessTokens: await rows(accessTokensSql),
    },
    memberships: await rows(membershipsSql),
    submissions,
    draftVersions: await rows(draftVersionsSql),
    creditsDeclared: await rows(creditsSql),
    eventRequests: await rows(eventRequestsSql),
    interactions: await rows(interactionsSql),
    notifications: await rows(notificationsSql),
  };
  return `${JSON.stringify(exported, null, 2)}\n`;
}

/** Paths and sizes; null where the files are not in the store any more. */
async function filesOf(digest: Digest, store: ArtifactStore): Promise<{ path: string; bytes: number }[] | null> {
  try {
    return (await getTree(store, digest)).map(({ path, bytes }) => ({ path, bytes }));
  } catch {
    return null;
  }
}

const submissionsSql = `
  select s.id, s.name, e.slug as event, s.submitted_at as "submittedAt", s.standing, s.files_digest as "filesDigest"
    from submission s join participation p on p.id = s.participation_id join event e on e.id = p.event_id
   where s.author_id = ? order by s.submitted_at`;
const membershipsSql = `
  select t.name as team, m.joined_at as "joinedAt",
         coalesce(json_agg(json_build_object('slug', e.slug, 'title', e.title, 'state', p.state, 'since', p.created_at)
           order by p.created_at) filter (where e.id is not null), '[]') as events
    from team_member m join team t on t.id = m.team_id
    left join participation p on p.team_id = t.id left join event e on e.id = p.event_id
   where m.user_id = ? group by t.id, m.joined_at order by m.joined_at`;
const eventRequestsSql = `
  select p.name as problem, r.title, r.slug, r.opens_at as "opensAt", r.closes_at as "closesAt", r.people_count as "peopleCount",
         r.purpose, r.state, r.created_at as "createdAt", r.ended_at as "endedAt", r.note
    from event_request r join problem p on p.id = r.problem_id where r.asker_id = ? order by r.created_at`;
const interactionsSql = `
  select i.at, i.kind, e.slug as event, i.submission_id as submission
    from interaction i left join event e on e.id = i.event_id where i.user_id = ? order by i.at`;
const notificationsSql = `
  select created_at as "createdAt", title, body, read_at as "readAt" from notification where user_id = ? order by created_at`;
const sessionsSql = `
  select created_at as "createdAt", last_seen_at as "lastSeenAt", user_agent as "userAgent", network
    from session where user_id = ? order by created_at`;
const accessTokensSql = `
  select name, scopes, created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt"
    from access_token where user_id = ? order by created_at`;
const draftVersionsSql = `
  select e.slug as event, v.version, v.saved_at as "savedAt", v.origin, v.files
    from draft_version v join participation p on p.id = v.participation_id join event e on e.id = p.event_id
   where v.author_id = ? order by v.saved_at`;
const creditsSql = `
  select d.submission_id as submission, d.declared_at as "declaredAt", d.is_current as "isCurrent",
         coalesce(json_agg(json_build_object('source', c.source_id, 'fraction', c.fraction))
           filter (where c.source_id is not null), '[]') as credits
    from credit_declaration d left join credit c on c.declaration_id = d.id
   where d.author_id = ? group by d.id order by d.declared_at`;
