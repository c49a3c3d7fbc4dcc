import type { FakeAnswer, SeenRequest } from '../fake-platform.js';
import type { FoldReport, ReportedFailure, WireSubmission } from './submission-report.js';

export const submissionId = '7d1f6c1e-0000-4000-8000-000000000001';

/** A fold run as the fake platform shows it. */
export const fakeFold = (foldIndex: number, further: Partial<FoldReport> = {}): FoldReport => ({
  id: `fold-${foldIndex}`,
  foldIndex,
  state: 'NEW',
  reason: null,
  attempt: 1,
  trainSeconds: null,
  validSeconds: null,
  testSeconds: null,
  peakMemoryMiB: null,
  isLogHidden: false,
  scores: [],
  ...further,
});

/** A fold that was scored: validation and training, as participants see it. */
export const scoredFold = (foldIndex: number, valid: number | null): FoldReport =>
  fakeFold(foldIndex, {
    state: 'SCORED',
    trainSeconds: 0.5,
    validSeconds: 0.1,
    scores: [
      { scoreType: 'acc', step: 'train', value: 1 },
      { scoreType: 'acc', step: 'valid', value: valid },
    ],
  });

/** A submission with its evaluation as the fake platform shows it. */
export const fakeSubmission = (evaluation: Partial<WireSubmission['evaluation']> = {}): WireSubmission => ({
  id: submissionId,
  name: 'forest',
  standing: 'COUNTED',
  standingNote: null,
  submittedAt: '2026-11-25T12:00:00.000Z',
  isMine: true,
  officialScore: null,
  team: { name: 'ada' },
  author: { username: 'ada' },
  event: { slug: 'iris', title: 'Iris', officialScoreType: { name: 'acc', precision: 2 } },
  evaluation: {
    id: 'evaluation',
    state: 'NEW',
    kind: 'LIVE',
    aheadInQueue: null,
    startsInSeconds: null,
    endsInSeconds: null,
    endedAt: null,
    problemVersion: { scoreTypes: [{ name: 'acc', precision: 2, isLowerTheBetter: false, minimum: 0, maximum: 1 }] },
    baggedScores: [],
    failure: null,
    foldRuns: [fakeFold(0), fakeFold(1)],
    ...evaluation,
  },
});

export const fakeFailure: ReportedFailure = {
  reason: 'EXCEPTION',
  foldIndex: 1,
  message: 'The code raised ValueError.',
  exceptionMessage: 'ValueError: not \u001b[31mtoday',
  hint: 'Run the kit on your machine.',
  frames: [{ fileName: 'estimator.py', line: 3, functionName: 'get_estimator', code: "raise ValueError('not today')" }],
};

export const fakeQuota = {
  isAllowed: true,
  leftToday: 2 as number | null,
  leftTotal: null,
  refusal: null as object | null,
};

/** What a fake platform with one event answers. */
export interface FakeEvent {
  preflight: object;
  quota: typeof fakeQuota;
  earlier: { id: string; name: string }[];
  submit: (request: SeenRequest) => FakeAnswer;
  submission: () => WireSubmission;
}

/** Answers the questions of `submit`, and with them those of most other commands. */
export function answerAs(
  { preflight, quota, earlier, submit, submission }: FakeEvent,
  request: SeenRequest,
): FakeAnswer {
  const { query } = request;
  if (query.includes('preflight(')) return { data: { preflight } };
  if (query.includes('submit(input')) return submit(request);
  if (query.includes('submission(id')) return { data: { submission: submission() } };
  const myParticipation = { submissions: earlier, submitStatus: quota };
  return { data: { event: { slug: 'iris', problem: { elements: [{ fileName: 'estimator.py' }] }, myParticipation } } };
}
