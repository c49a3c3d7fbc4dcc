import {
  anyone,
  at,
  both,
  either,
  isOver,
  organisers,
  ownTeam,
  participants,
  type Rule,
  readsCode,
  seesTestScores,
  siteAdmins,
} from './roles.js';

/** Who sees which field of an object that they have got. */
interface TypeRights {
  /** Fields that hold something for some of those who get the object only. */
  guarded?: Record<string, Rule>;
  /** Fields that are empty in the scene that rights are asked in, so that nobody is seen to see them. Other tests guard them. */
  unseen?: string;
}

const folds = either(organisers, ownTeam);
const self = either(ownTeam, siteAdmins);

/** The types whose objects keep something from somebody; the fields that are not named here are for whoever gets the object. */
export const fieldRights: Record<string, TypeRights> = {
  Event: {
    guarded: {
      admins: organisers,
      finalResult: seesTestScores,
      finalResults: seesTestScores,
      invitations: organisers,
      people: organisers,
      similarPairs: organisers,
      statistics: organisers,
      archivedAt: (_role, stage) => stage === 'ARCHIVED',
      myParticipation: participants,
      openTeams: participants,
      rescorings: siteAdmins,
      settingHistory: organisers,
      signUpCode: organisers,
      teams: organisers,
    },
    unseen:
      'signUpClosesAt maxSubmissionsPerDay maxSubmissionsTotal teamsFreezeAt finalSelectionMax evaluationTimeoutSeconds teamDepartures preapprovals',
  },
  ProblemVersion: {
    guarded: { publishedBy: siteAdmins, source: siteAdmins, check: siteAdmins },
    unseen: 'exposed warnings notebook note changes notebookContent refusalMessage refusalFile refusalLine',
  },
  Team: { guarded: { requests: either(ownTeam, organisers) }, unseen: 'invitations selectedIds' },
  User: {
    guarded: { email: self, state: self, createdAt: self, hasPassword: self, mustChangePassword: self },
    unseen: 'emailConfirmedAt firstName lastName website bio hiddenNotes',
  },
  Submission: {
    guarded: {
      files: readsCode,
      credits: readsCode,
      evaluations: folds,
      myBestBefore: folds,
      isSelected: either(folds, isOver),
    },
    unseen: 'standingChangedAt standingNote creditSuggestions sources',
  },
  Evaluation: { guarded: { foldRuns: folds }, unseen: 'aheadInQueue startsInSeconds endsInSeconds failure' },
  FoldRun: { unseen: 'reason startedAt log logNotice failure faultDetail' },
  Failure: { guarded: { exceptionMessage: organisers } },
  Blend: { unseen: 'message' },
};

/** Something inside an answer that is guarded by what it is about. */
export interface ValueRight {
  name: string;
  /** Asked for with the event's slug and the ids of a scored submission. */
  document: string;
  /** Where the answer holds it. */
  isSeen: (data: never) => boolean;
  rule: Rule;
}

interface Ensemble {
  event: {
    blend: {
      combinedScores: { step: string }[];
      foldwiseBestScores: { step: string }[];
      curve: { combined: unknown[]; folds: { values: number[] }[] } | null;
    } | null;
  } | null;
}
const ensemble = `query ($slug: String!) { event(slug: $slug) { blend { combinedScores { step } foldwiseBestScores { step }
  curve { combined { value } folds { values } } } } }`;
const ensembleOf = (step: string) => (data: Ensemble | null) => {
  const { combinedScores = [], foldwiseBestScores = [] } = data?.event?.blend ?? {};
  return [...combinedScores, ...foldwiseBestScores].some((score) => score.step === step);
};
const curveIn = (data: Ensemble | null) => data?.event?.blend?.curve ?? null;

interface Scores {
  submission: { evaluation: { baggedScores: { step: string }[]; foldRuns: { scores: { step: string }[] }[] } } | null;
}
const bagged = 'query ($id: ID!) { submission(id: $id) { evaluation { baggedScores { step } } } }';
const ofFolds = 'query ($id: ID!) { submission(id: $id) { evaluation { foldRuns { scores { step } } } } }';
const baggedOf = (step: string) => (data: Scores) =>
  data.submission?.evaluation.baggedScores.some((score) => score.step === step) ?? false;
const foldsOf = (step: string) => (data: Scores) =>
  data.submission?.evaluation.foldRuns.some(({ scores }) => scores.some((score) => score.step === step)) ?? false;
const board = (kind: string): Omit<ValueRight, 'rule'> => ({
  name: `the board ${kind}`,
  document: `query ($slug: String!) { event(slug: $slug) { board(kind: ${kind}) { totalCount } } }`,
  isSeen: (data: { event: { board: object | null } | null }) => data?.event?.board != null,
});

/** Scores by the part of the data that they are about, and boards by their kind. */
export const valueRights: readonly ValueRight[] = [
  { name: 'bagged validation scores', document: bagged, isSeen: baggedOf('valid'), rule: anyone },
  { name: 'bagged test scores', document: bagged, isSeen: baggedOf('test'), rule: seesTestScores },
  { name: 'validation scores of folds', document: ofFolds, isSeen: foldsOf('valid'), rule: folds },
  { name: 'test scores of folds', document: ofFolds, isSeen: foldsOf('test'), rule: both(folds, seesTestScores) },
  { name: 'validation scores of the ensemble', document: ensemble, isSeen: ensembleOf('valid'), rule: anyone },
  { name: 'test scores of the ensemble', document: ensemble, isSeen: ensembleOf('test'), rule: seesTestScores },
  {
    name: 'validation scores of the ensemble with each member',
    document: ensemble,
    isSeen: (data: Ensemble | null) => (curveIn(data)?.combined.length ?? 0) > 0,
    rule: anyone,
  },
  {
    // Its first point is what the fold's best submission scores there.
    name: 'validation scores of each fold’s ensemble with each member',
    document: ensemble,
    isSeen: (data: Ensemble | null) => curveIn(data)?.folds.some(({ values }) => values.length > 0) ?? false,
    rule: either(organisers, at('COLLABORATIVE', 'CLOSED', 'ARCHIVED')),
  },
  { ...board('PUBLIC'), rule: anyone },
  { ...board('PUBLIC_COMPETITION'), rule: anyone },
  { ...board('PRIVATE'), rule: seesTestScores },
  { ...board('PRIVATE_COMPETITION'), rule: seesTestScores },
];
