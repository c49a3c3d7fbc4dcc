import assert from 'node:assert/strict';
import { filledFor, OpenPlaces } from './open-places.js';

const [ada, eve] = ['a', 'e'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`) as [string, string];

describe('open places of an answer', () => {
  const places = new OpenPlaces();
  const rows = (isOfTeam: (teamId: string) => unknown) =>
    [ada, eve, ada].map((teamId, index) => ({
      name: `Ünï\u2028"${index}"🦊`,
      isMine: isOfTeam(teamId),
      twice: isOfTeam(teamId),
    }));
  const answer = places.answer({
    data: { event: { me: { id: places.participationId() }, rows: rows((teamId) => places.isOfTeam(teamId)), é: null } },
  });

  it('are filled with what is the viewer’s own, wherever they are, and with nothing of another’s', () => {
    for (const teamId of [ada, eve, null]) {
      const participationId = teamId === ada ? eve : ada;
      const filled = JSON.parse(filledFor({ teamId, participationId }, answer).toString());
      const expected = { me: { id: participationId }, rows: rows((each) => each === teamId), é: null };
      assert.deepEqual(filled, { data: { event: expected } });
    }
    const untouched = JSON.parse(answer.body.toString()).data.event.rows;
    assert.deepEqual(
      untouched,
      rows(() => false),
      'one viewer’s answer is not the next one’s',
    );
  });

  it('are never filled with something that has another length', () => {
    for (const participationId of [null, '', `${ada}"`]) {
      assert.throws(() => filledFor({ teamId: ada, participationId }, answer));
    }
  });
});
