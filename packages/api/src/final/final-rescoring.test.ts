import assert from 'node:assert/strict';
import { rescored } from '../testing/fake-worker.js';
import type { Data } from '../testing/graphql-client.js';
import { rescoringScene } from '../testing/rescoring-scene.js';

describe('a final result whose event is rescored', () => {
  const on = rescoringScene();
  const { scene, participant, scored, started, end, sweepLater } = on;

  it('gets a revision with who and why; the old one stays', async () => {
    const { two, slug } = await scene();
    const [ada, bob] = [await participant(slug), await participant(slug)];
    await scored(ada, slug, 0.75, rescored(0.25));
    await scored(bob, slug, 0.625, rescored(0.875));
    await on.admin.data('mutation ($slug: String!) { closeEvent(input: { slug: $slug }) { refusal { message } } }', {
      slug,
    });
    await sweepLater();
    const results = async (): Promise<Data[]> =>
      (
        await bob.data(
          `query ($slug: String!) { event(slug: $slug) { finalResults {
             revision reason by { username } standings { rows { isMine privateRank publicRank privateScore } } } } }`,
          { slug },
        )
      ).event.finalResults;
    const [before, ...none] = await results();
    assert.deepEqual(none, []);
    assert.deepEqual(before.standings.rows[1], { isMine: true, privateRank: 2, publicRank: 2, privateScore: 0.625 });
    const { id } = await started(slug, two);
    assert.equal((await end('applyRescoring', id)).refusal, null);
    const [after, kept] = await results();
    assert.deepEqual(kept, before);
    assert.deepEqual(
      [after.revision, after.reason, after.by.username],
      [2, 'Rescored: Two labels were wrong.', 'root'],
    );
    assert.deepEqual(after.standings.rows[0], { isMine: true, privateRank: 1, publicRank: 1, privateScore: 0.875 });
    await sweepLater();
    assert.equal((await results()).length, 2);
  });
});
