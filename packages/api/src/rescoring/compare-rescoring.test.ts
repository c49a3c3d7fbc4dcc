import assert from 'node:assert/strict';
import { compareRescoring, type RescoredSubmission } from './compare-rescoring.js';

const up = { isLowerTheBetterBefore: false, isLowerTheBetterAfter: false };
const judged = (publicScore: number | null, privateScore: number | null = null, isScored = true) => ({
  isScored,
  publicScore,
  privateScore,
});
const lost = judged(null, null, false);

describe('what a rescoring changes', () => {
  let minute: number;
  beforeEach(() => {
    minute = 0;
  });
  const row = (
    submissionId: string,
    before: RescoredSubmission['before'],
    after: RescoredSubmission['after'],
    teamId = submissionId,
  ): RescoredSubmission => ({ submissionId, teamId, submittedAt: new Date(60_000 * minute++), before, after });
  const places = (rows: RescoredSubmission[], directions = up) =>
    compareRescoring(rows, directions).map(({ submissionId, ranksBefore: b, ranksAfter: a }) => [
      submissionId,
      b.publicRank,
      a.publicRank,
      b.privateRank,
      a.privateRank,
    ]);

  it('is nothing when every score is the same, NaN among them', () => {
    const rows = [row('a', judged(0.9, 0.8), judged(0.9, 0.8)), row('b', judged(Number.NaN), judged(Number.NaN))];
    const compared = compareRescoring(rows, up);
    assert.ok(compared.every(({ isScoreChanged, isRankChanged }) => !isScoreChanged && !isRankChanged));
    assert.deepEqual(
      compared.map(({ submissionId }) => submissionId),
      ['a', 'b'],
    );
  });

  it('is sorted by the largest change of rank, on whichever board', () => {
    const rows = [
      row('steady', judged(0.9, 0.9), judged(0.9, 0.9)),
      row('second', judged(0.8, 0.5), judged(0.8, 0.95)),
      row('third', judged(0.7, 0.7), judged(0.7, 0.7)),
    ];
    assert.deepEqual(places(rows), [
      ['second', 2, 2, 3, 1],
      ['steady', 1, 1, 1, 2],
      ['third', 3, 3, 2, 3],
    ]);
  });

  it('counts each team with its best public score, which may become another submission', () => {
    const rows = [
      row('first', judged(0.8, 0.1), judged(0.6, 0.1), 'ada'),
      row('other', judged(0.7, 0.2), judged(0.9, 0.2), 'ada'),
      row('rival', judged(0.75, 0.3), judged(0.75, 0.3), 'bob'),
    ];
    assert.deepEqual(
      new Set(places(rows).map((each) => each.join())),
      new Set(['first,1,,2,', 'other,,1,,2', 'rival,2,2,1,1']),
    );
    assert.equal(compareRescoring(rows, up)[2]?.submissionId, 'rival');
  });

  it('takes the earlier of equal ones, and shares no rank between them', () => {
    const rows = [row('early', judged(0.8), judged(0.5)), row('late', judged(0.7), judged(0.5))];
    assert.deepEqual(places(rows), [
      ['early', 1, 1, null, null],
      ['late', 2, 2, null, null],
    ]);
  });

  it('leaves out who has no score any more, and lets in who gets one', () => {
    const rows = [
      row('falls', judged(0.9), lost),
      row('stays', judged(0.8), judged(0.8)),
      row('comes', lost, judged(0.7)),
    ];
    assert.deepEqual(places(rows).sort(), [
      ['comes', null, 2, null, null],
      ['falls', 1, null, null, null],
      ['stays', 2, 1, null, null],
    ]);
    assert.ok(compareRescoring(rows, up).every((each) => each.isRankChanged));
  });

  it('reads each version’s scores its own way, and what waits as it was', () => {
    const rows = [row('a', judged(0.9), judged(0.9)), row('b', judged(0.8), null)];
    assert.deepEqual(places(rows, { ...up, isLowerTheBetterAfter: true }), [
      ['b', 2, 1, null, null],
      ['a', 1, 2, null, null],
    ]);
    assert.equal(compareRescoring(rows, up).find(({ submissionId }) => submissionId === 'b')?.isScoreChanged, false);
  });
});
