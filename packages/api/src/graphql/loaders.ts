import type { EntityManager } from '@mikro-orm/postgresql';
import DataLoader from 'dataloader';
import { mayOrganise, type Viewer } from '../auth/viewer.js';
import { findBlends } from '../blending/blend.queries.js';
import type { Clock } from '../clock.js';
import { findContributivities } from '../credits/credit.queries.js';
import { countActivity, findAdministered, findInvited, findParticipationsOf } from '../events/event.queries.js';
import type { Participation } from '../events/participation.entity.js';
import { findSelected } from '../final/final.queries.js';
import { type OwnRows, rowsOfTeam } from '../leaderboard/own-rows.js';
import { findEventsOfProblems, findKeywords, findVersions } from '../problems/problem.queries.js';
import { countRescored } from '../rescoring/rescoring.queries.js';
import {
  findCurrentEvaluations,
  findFoldRuns,
  findScores,
  findSubmissions,
  findValidationScores,
} from '../submissions/submission.queries.js';
import { findMembers, findSubmitters } from '../teams/team.queries.js';

/** One statement for all keys that one answer asks for. A missing key gets `otherwise`. */
const loader = <V, D>(read: (keys: readonly string[]) => Promise<Map<string, V>>, otherwise: D) =>
  new DataLoader<string, V | D>(async (keys) => {
    const found = await read(keys);
    return keys.map((key) => found.get(key) ?? otherwise);
  });

/** What the viewer has in an event. */
function viewerLoaders(em: EntityManager, viewer: Viewer | null) {
  const myParticipation = loader<Participation, null>(
    async (eventIds) => (viewer === null ? new Map() : findParticipationsOf(em, viewer.id, eventIds)),
    null,
  );
  const ownRows = {
    load: async (eventId: string): Promise<OwnRows> =>
      rowsOfTeam((await myParticipation.load(eventId))?.team.id ?? null),
  };
  return { myParticipation, ownRows };
}

/** Batched reads of one request. Keys are ids. */
export const createLoaders = (em: EntityManager, viewer: Viewer | null, clock: Clock) => ({
  ...viewerLoaders(em, viewer),
  /** Whether the viewer runs the event: as a site admin, or as one of its own. */
  administers: loader(async (eventIds) => {
    if (viewer === null || !mayOrganise(viewer)) return new Map<string, boolean>();
    return viewer.isAdmin ? new Map(eventIds.map((id) => [id, true])) : findAdministered(em, viewer.id, eventIds);
  }, false),
  /** Whether the viewer has an invitation to the event that is still good. */
  isInvited: loader(
    async (eventIds) =>
      viewer === null ? new Map<string, boolean>() : findInvited(em, viewer.id, eventIds, clock.now()),
    false,
  ),
  activity: loader((eventIds) => countActivity(em, eventIds), { participants: 0, submissions: 0 }),
  keywords: loader((problemIds) => findKeywords(em, problemIds), []),
  /** Whoever may know of them; `visibleEvents` asks. */
  eventsOfProblem: loader((problemIds) => findEventsOfProblems(em, problemIds), []),
  selected: loader((submissionIds) => findSelected(em, submissionIds), false),
  teamMembers: loader((teamIds) => findMembers(em, teamIds), []),
  hasSubmitted: loader((teamIds) => findSubmitters(em, teamIds), false),
  versions: loader((problemIds) => findVersions(em, problemIds), []),
  submission: loader((ids) => findSubmissions(em, ids), null),
  blends: loader((eventIds) => findBlends(em, eventIds), []),
  contributivities: loader((submissionIds) => findContributivities(em, submissionIds), { own: null, historical: null }),
  currentEvaluation: loader((submissionIds) => findCurrentEvaluations(em, submissionIds), null),
  foldRuns: loader((evaluationIds) => findFoldRuns(em, evaluationIds), []),
  scores: loader((evaluationIds) => findScores(em, evaluationIds), []),
  rescored: loader((rescoringIds) => countRescored(em, rescoringIds), { waiting: 0, done: 0, failed: 0 }),
  validationScores: loader((evaluationIds) => findValidationScores(em, evaluationIds), []),
});
export type Loaders = ReturnType<typeof createLoaders>;
