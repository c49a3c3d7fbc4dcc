import assert from 'node:assert/strict';
import { type CreditingSubmission, historicalContributivities, isOlder } from './historical-contributivities.js';

const sub = (id: string, minute: number, share: number | null, credits: Record<string, number> = {}) => ({
  id,
  submittedAt: new Date(Date.UTC(2030, 0, 1, 0, minute)),
  share,
  credits: Object.entries(credits).map(([sourceId, fraction]) => ({ sourceId, fraction })),
});
const near = (found: number | undefined, wanted: number) =>
  assert.ok(found !== undefined && Math.abs(found - wanted) < 1e-12, `${found} is not ${wanted}`);

describe('historical contributivity', () => {
  it('passes on amount × credit, and what a source receives goes on to its own sources', () => {
    const amounts = historicalContributivities([
      sub('first', 1, 0.2),
      sub('second', 2, 0.3, { first: 0.5 }),
      sub('third', 3, 0.5, { second: 0.8, first: 0.2 }),
    ]);
    // The third keeps nothing; the second has 0.3 + 0.4, half of which is the first's.
    near(amounts.get('third'), 0);
    near(amounts.get('second'), 0.35);
    near(amounts.get('first'), 0.2 + 0.1 + 0.35);
  });

  it('lets what is no candidate hold what it receives', () => {
    const amounts = historicalContributivities([
      sub('first', 1, 0.4),
      sub('failed', 2, null, { first: 1 }),
      sub('third', 3, 0.6, { failed: 0.5 }),
    ]);
    near(amounts.get('failed'), 0.3);
    near(amounts.get('first'), 0.4);
    near(amounts.get('third'), 0.3);
  });

  it('ignores credit to what is not older, to itself and to the unknown', () => {
    const amounts = historicalContributivities([
      sub('first', 1, 0.5, { second: 1, first: 1, nobody: 1 }),
      sub('second', 2, 0.5),
    ]);
    assert.deepEqual([...amounts].sort(), [
      ['first', 0.5],
      ['second', 0.5],
    ]);
  });

  it('takes the same instant by id, both ways alike', () => {
    const twins = [sub('a', 1, 0.5, { b: 1 }), sub('b', 1, 0.5, { a: 1 })];
    for (const order of [twins, twins.toReversed()]) {
      const amounts = historicalContributivities(order);
      near(amounts.get('a'), 1);
      near(amounts.get('b'), 0);
    }
  });

  describe('for random graphs', () => {
    let state = 20_261_125;
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    const graph = (): CreditingSubmission[] => {
      const count = 1 + Math.floor(random() * 12);
      // Few minutes for many submissions: equal instants happen.
      const bare = Array.from({ length: count }, (_, index) => ({
        id: `s${index.toString().padStart(2, '0')}`,
        submittedAt: new Date(Date.UTC(2030, 0, 1, 0, Math.floor(random() * 6))),
        weight: random() < 0.25 ? null : random(),
      }));
      const total = bare.reduce((sum, { weight }) => sum + (weight ?? 0), 0) || 1;
      return bare.map(({ weight, ...one }) => {
        let left = 1;
        const credits = bare
          .filter((other) => isOlder(other, one) && random() < 0.5)
          .map(({ id }) => {
            const fraction = left * random();
            left -= fraction;
            return { sourceId: id, fraction };
          });
        return { ...one, share: weight === null ? null : weight / total, credits };
      });
    };

    /** By following every way that a share can go: each step multiplies, what is not passed on stays. */
    function byPaths(submissions: readonly CreditingSubmission[]): Map<string, number> {
      const byId = new Map(submissions.map((submission) => [submission.id, submission]));
      const held = new Map(submissions.map(({ id }) => [id, 0]));
      const walk = (id: string, amount: number) => {
        const { share, credits } = byId.get(id) as CreditingSubmission;
        const passing = share === null ? [] : credits;
        const kept = 1 - passing.reduce((sum, { fraction }) => sum + fraction, 0);
        held.set(id, (held.get(id) ?? 0) + amount * kept);
        for (const { sourceId, fraction } of passing) walk(sourceId, amount * fraction);
      };
      for (const { id, share } of submissions) if (share !== null) walk(id, share);
      return held;
    }

    it('conserves the total, is the sum over all ways, and does not depend on the order of rows', () => {
      for (let round = 0; round < 300; round++) {
        const submissions = graph();
        const amounts = historicalContributivities(submissions);
        const total = submissions.reduce((sum, { share }) => sum + (share ?? 0), 0);
        near(
          [...amounts.values()].reduce((sum, amount) => sum + amount, 0),
          total,
        );
        const expected = byPaths(submissions);
        const shuffled = historicalContributivities(submissions.toSorted(() => random() - 0.5));
        for (const { id } of submissions) {
          near(amounts.get(id), expected.get(id) ?? Number.NaN);
          assert.equal(shuffled.get(id), amounts.get(id), 'the order of rows');
          assert.ok((amounts.get(id) ?? -1) >= 0, 'nobody owes');
        }
      }
    });
  });
});
