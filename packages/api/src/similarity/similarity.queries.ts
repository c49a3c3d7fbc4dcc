import type { EntityManager } from '@mikro-orm/postgresql';

/** How much of one submission's code is in another one's. */
export interface SimilarCode {
  submissionId: string;
  /** Which part of the first one's code, 0 to 1. */
  similarity: number;
}

// Beyond so many there is nothing to learn: the code is common to all.
const candidatesMax = 500;

/** Earlier submissions of other teams in the same event that hold some of a submission's code, most of it first. */
export async function findSimilarBefore(em: EntityManager, submissionId: string): Promise<SimilarCode[]> {
  const rows = await em.execute<{ submission_id: string; own: number[]; other: number[] }[]>(
    `select f.submission_id, mine.hashes as own, f.hashes as other
       from file_fingerprint mine
       join submission s on s.id = mine.submission_id join participation p on p.id = s.participation_id
       join file_fingerprint f on f.hashes && mine.hashes
       join submission t on t.id = f.submission_id join participation q on q.id = t.participation_id
      where mine.submission_id = ? and q.event_id = p.event_id and q.id <> p.id
        and (t.submitted_at, t.id) < (s.submitted_at, s.id)
      order by t.submitted_at limit ?`,
    [submissionId, candidatesMax],
  );
  const total = await countHashes(em, submissionId);
  const shared = new Map<string, Set<number>>();
  for (const { submission_id, own, other } of rows) {
    const known = new Set(other);
    const found = shared.get(submission_id) ?? new Set<number>();
    for (const hash of own) if (known.has(hash)) found.add(hash);
    shared.set(submission_id, found);
  }
  // The sort is stable: of equals, the earliest, which the others may have it from.
  return [...shared]
    .map(([id, hashes]) => ({ submissionId: id, similarity: hashes.size / Math.max(1, total) }))
    .sort((a, b) => b.similarity - a.similarity);
}

async function countHashes(em: EntityManager, submissionId: string): Promise<number> {
  const [row] = await em.execute<{ count: number }[]>(
    'select coalesce(sum(cardinality(hashes)), 0)::int as count from file_fingerprint where submission_id = ?',
    [submissionId],
  );
  return row?.count ?? 0;
}

/** Two submissions of different teams that share code; the later one holds `similarity` of the smaller one's. */
export interface SimilarPair {
  earlierId: string;
  laterId: string;
  similarity: number;
}

const submissionsMax = 2000;

/**
 * The most similar pairs of an event's submissions across teams, one for each two teams. Code that more than a quarter of
 * all teams have is taken for common knowledge. Looks at the last two thousand submissions.
 */
export async function findSimilarPairs(em: EntityManager, eventId: string): Promise<SimilarPair[]> {
  const rows = await em.execute<{ id: string; team_id: string; hashes: number[] }[]>(
    `select s.id, p.team_id, array(select distinct hash from file_fingerprint f, unnest(f.hashes) as hash
                                    where f.submission_id = s.id) as hashes
       from submission s join participation p on p.id = s.participation_id
      where p.event_id = ? order by s.submitted_at desc, s.id desc limit ?`,
    [eventId, submissionsMax],
  );
  return similarPairs(rows.map(({ id, team_id, hashes }) => ({ id, teamId: team_id, hashes })).toReversed());
}

interface Fingerprinted {
  id: string;
  teamId: string;
  hashes: readonly number[];
}

/** The same of submissions in the order of their submission. */
export function similarPairs(submissions: readonly Fingerprinted[]): SimilarPair[] {
  const teams = new Set(submissions.map(({ teamId }) => teamId)).size;
  const teamsWith = new Map<number, Set<string>>();
  for (const { teamId, hashes } of submissions) {
    for (const hash of hashes) teamsWith.set(hash, (teamsWith.get(hash) ?? new Set<string>()).add(teamId));
  }
  const isCommon = (hash: number) => (teamsWith.get(hash)?.size ?? 0) > Math.max(2, teams / 4);
  const telling = submissions.map((submission) => ({
    ...submission,
    hashes: submission.hashes.filter((hash) => !isCommon(hash)),
  }));
  const seenBy = new Map<number, number[]>();
  const best = new Map<string, SimilarPair>();
  for (const [index, later] of telling.entries()) {
    const shared = new Map<number, number>();
    for (const hash of later.hashes) {
      for (const other of seenBy.get(hash) ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
      seenBy.set(hash, [...(seenBy.get(hash) ?? []), index]);
    }
    for (const [other, count] of shared) {
      const earlier = telling[other];
      if (earlier === undefined || earlier.teamId === later.teamId) continue;
      const similarity = count / Math.min(earlier.hashes.length, later.hashes.length);
      const key = [earlier.teamId, later.teamId].sort().join();
      if (similarity > (best.get(key)?.similarity ?? 0)) {
        best.set(key, { earlierId: earlier.id, laterId: later.id, similarity });
      }
    }
  }
  return [...best.values()].sort((a, b) => b.similarity - a.similarity);
}
