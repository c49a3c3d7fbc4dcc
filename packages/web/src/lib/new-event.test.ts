import assert from 'node:assert/strict';
import { datesFrom, slugFrom } from './new-event.ts';

describe('a new event', () => {
  it('is offered an address made from its title', () => {
    assert.equal(slugFrom('Iris, Spring Course!'), 'iris-spring-course');
    assert.equal(slugFrom('Évènement № 3'), 'evenement-no-3');
    assert.equal(slugFrom('—'), '');
    assert.match(slugFrom('x '.repeat(99)), /^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/);
  });

  it('begins at midnight, for four weeks', () => {
    assert.deepEqual(datesFrom(new Date('2030-01-01T10:20:00Z')), {
      ...{ opensAt: '2030-01-02T00:00', publicOpensAt: '2030-01-23T00:00', closesAt: '2030-01-30T00:00' },
    });
  });
});
