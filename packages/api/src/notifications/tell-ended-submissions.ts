import type { EvaluationState } from '@databoard/shared/evaluation-state';
import type { FailureReason } from '@databoard/shared/fold-run-state';
import type { ScoreTypeDescription } from '@databoard/shared/problem-description';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { EvaluationKind } from '../submissions/evaluation.entity.js';
import { compareScores } from '../submissions/official-score.js';
import { endedNews } from './ended-submission-news.js';
import { type News, notifyAll } from './notify.js';
import { tellPlatformFailures } from './tell-organisers.js';

const batchSize = 200;
/** Judging that took longer is worth a mail: nobody has waited at the page. */
const mailedAfterMs = 10 * 60_000;
/** After such a mail further results are in the list alone, for so long. */
const mailQuietMs = 3_600_000;

interface EndedRow {
  id: string;
  kind: EvaluationKind;
  state: EvaluationState;
  created_at: string;
  ended_at: string;
  submission_id: string;
  name: string;
  standing: string;
  participation_id: string;
  team_id: string;
  event_id: string;
  slug: string;
  title: string;
  official_score_type: string;
  score_types: ScoreTypeDescription[] | null;
  score_kind: 'bagged' | 'mean';
  reason: FailureReason | null;
}
type Deps = { em: EntityManager; clock: Clock };

/** Tells teams whose submissions have ended, whatever ended them: each evaluation once, whichever process comes first. */
export async function tellEndedSubmissions(deps: Deps): Promise<void> {
  for (;;) {
    const count = await deps.em.fork().transactional((tx) => tellBatch(tx, deps));
    if (count < batchSize) return;
  }
}

async function tellBatch(tx: EntityManager, deps: Deps): Promise<number> {
  const rows = await tx.execute<EndedRow[]>(
    `select e.id, e.kind, e.state, e.created_at, e.ended_at, s.id as submission_id, s.name, s.standing,
            p.id as participation_id, p.team_id, ev.id as event_id, ev.slug, ev.title, ev.official_score_type,
            v.description -> 'scoreTypes' as score_types, v.description ->> 'leaderboardScoreKind' as score_kind,
            (select f.reason from fold_run f where f.evaluation_id = e.id and f.reason is not null
              order by f.fold_index limit 1) as reason
       from evaluation e
       join submission s on s.id = e.submission_id
       join participation p on p.id = s.participation_id
       join event ev on ev.id = p.event_id
       join problem_version v on v.id = ev.problem_version_id
      where e.ended_at is not null and not e.is_told
      order by e.ended_at limit ? for no key update of e skip locked`,
    [batchSize],
  );
  if (rows.length === 0) return 0;
  await tx.execute('update evaluation set is_told = true where id = any(?::uuid[])', [
    `{${rows.map(({ id }) => id).join(',')}}`,
  ]);
  for (const ofTeam of Map.groupBy(rows, ({ participation_id }) => participation_id).values()) {
    await tellTeam(tx, ofTeam, deps);
  }
  const failing = rows.filter(({ state }) => state === 'CHECKING_ERROR');
  for (const [first] of Map.groupBy(failing, ({ event_id }) => event_id).values()) {
    if (first) await tellPlatformFailures(tx, { ...first, id: first.event_id }, deps);
  }
  return rows.length;
}

async function tellTeam(tx: EntityManager, rows: readonly EndedRow[], deps: Deps): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const event = { id: first.event_id, slug: first.slug, title: first.title };
  const rescored = rows.filter(({ kind }) => kind === 'RESCORE');
  // What was withdrawn or disqualified was told of by whoever did so.
  const judged = rows.filter(({ kind, standing }) => kind !== 'RESCORE' && standing === 'COUNTED');
  const scoreType = first.score_types?.find(({ name }) => name === first.official_score_type);
  const isLower = scoreType?.isLowerTheBetter ?? false;
  const scores = judged.some(({ state }) => state === 'SCORED')
    ? await readScores(tx, first)
    : new Map<string, number>();
  const ended = judged.map((row) => {
    const score = scores.get(row.submission_id) ?? null;
    const others = [...scores].filter(([id]) => id !== row.submission_id).map(([, value]) => value);
    const isBest = others.length === 0 ? null : others.every((value) => compareScores(score, value, isLower) < 0);
    return { ...row, submissionId: row.submission_id, score, isBest };
  });
  const news = endedNews(ended, event, { name: first.official_score_type, precision: scoreType?.precision ?? 3 });
  if (rescored.length > 0) {
    news.push({
      title: `Your scores in “${event.title}” have changed`,
      body: `The organisers corrected how the event is scored; ${rescored.length === 1 ? 'a submission of yours was' : `${rescored.length} submissions of yours were`} scored anew.`,
      path: `/events/${event.slug}/submissions`,
    });
  }
  const tookLong = (row: EndedRow) =>
    new Date(row.ended_at).getTime() - new Date(row.created_at).getTime() >= mailedAfterMs;
  const isMailed = rescored.length > 0 || judged.some((row) => row.state !== 'CANCELLED' && tookLong(row));
  await tellMembers(tx, first.team_id, news, { event, isMailed }, deps);
}

/** The public scores that rank, of all scored submissions of the participation, in full precision. */
async function readScores(tx: EntityManager, { participation_id, official_score_type, score_kind }: EndedRow) {
  const rows = await tx.execute<{ submission_id: string; bagged: number | null; mean: number | null }[]>(
    `select e.submission_id,
            max(sc.value) filter (where sc.fold_run_id is null) as bagged,
            avg(sc.value) filter (where sc.fold_run_id is not null) as mean
       from submission s
       join evaluation e on e.submission_id = s.id and e.is_current and e.state = 'SCORED'
       join score sc on sc.evaluation_id = e.id and sc.step = 'valid' and sc.score_type = ?
      where s.participation_id = ? and s.standing = 'COUNTED'
      group by e.submission_id`,
    [official_score_type, participation_id],
  );
  return new Map(
    rows.flatMap(({ submission_id, bagged, mean }) => {
      const value = score_kind === 'mean' ? mean : bagged;
      return value === null ? [] : [[submission_id, value] as const];
    }),
  );
}

async function tellMembers(
  tx: EntityManager,
  teamId: string,
  news: readonly Pick<News, 'title' | 'body' | 'path'>[],
  { event, isMailed }: { event: { id: string }; isMailed: boolean },
  deps: Deps,
): Promise<void> {
  const members = await tx.execute<{ id: string; is_quiet: boolean }[]>(
    `select m.user_id as id, exists (select from mail where user_id = m.user_id and kind = 'SUBMISSION' and created_at > ?)
              as is_quiet
       from team_member m where m.team_id = ?`,
    [new Date(deps.clock.now().getTime() - mailQuietMs), teamId],
  );
  const ids = (isQuiet: boolean) => members.filter(({ is_quiet }) => is_quiet === isQuiet).map(({ id }) => id);
  for (const [index, one] of news.entries()) {
    const all = { kind: 'SUBMISSION', eventId: event.id, ...one } as const;
    // One mail for what ended together.
    await notifyAll(tx, ids(false), { ...all, isMailed: isMailed && index === 0 }, deps);
    await notifyAll(tx, ids(true), { ...all, isMailed: false }, deps);
  }
}
