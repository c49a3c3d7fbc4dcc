import assert from 'node:assert/strict';
import { type Member, weightsBySubmission } from './member-weights.ts';

const member = (id: string, foldIndex: number, weight: number): Member =>
  ({
    foldIndex,
    weight,
    places: 1,
    submission: { id, name: id, isMine: false, team: { id: 't', name: 't' } },
  }) as Member;

describe('weights of an ensemble', () => {
  it('are one row per submission with its mean over all folds, the largest first', () => {
    const { rows, folds } = weightsBySubmission([
      member('a', 1, 0.25),
      member('b', 1, 0.75),
      member('b', 0, 0.5),
      member('c', 0, 0.5),
    ]);
    assert.deepEqual(folds, [0, 1]);
    assert.deepEqual(
      rows.map(({ submission, mean }) => [submission.id, mean]),
      [
        ['b', 0.625],
        ['c', 0.25],
        ['a', 0.125],
      ],
    );
    assert.equal(rows[0]?.weights.get(1)?.weight, 0.75);
    assert.equal(rows[2]?.weights.get(0), undefined);
  });

  it('of nothing are nothing', () => {
    assert.deepEqual(weightsBySubmission([]), { rows: [], folds: [] });
  });
});
