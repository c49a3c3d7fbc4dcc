import assert from 'node:assert/strict';
import { changesOf, faultsOf, settingLabel, storedWords, typedFrom } from './setting-fields.ts';

const stored = {
  ...{ title: 'Iris', description: 'Hello', visibility: 'PUBLIC', opensAt: '2030-01-01T10:00:30.500Z' },
  ...{
    publicOpensAt: '2030-01-02T10:00:00Z',
    closesAt: '2030-01-03T10:00:00Z',
    maxSubmissionsPerDay: 5,
    showsLogs: false,
  },
};

describe('settings in a form', () => {
  it('send only what was changed, in the types of the server', () => {
    const before = typedFrom(stored);
    assert.equal(before['opensAt'], '2030-01-01T10:00');
    // A stored second that the field cannot show is no change.
    assert.deepEqual(changesOf({ ...before }, before), {});
    const typed = {
      ...before,
      closesAt: '2030-01-04T00:30',
      maxSubmissionsPerDay: '',
      showsLogs: true,
      foldCores: '2',
    };
    assert.deepEqual(changesOf(typed, before), {
      ...{ closesAt: '2030-01-04T00:30:00.000Z', maxSubmissionsPerDay: null, showsLogs: true, foldCores: 2 },
    });
    assert.deepEqual(changesOf({ ...before, description: '' }, before), { description: '' });
  });

  it('are looked at before they are sent', () => {
    const typed = typedFrom({ ...stored, foldCores: 'many', signUpCode: null });
    assert.equal(faultsOf({ ...typed, title: ' ' })['title'], 'This cannot be empty.');
    assert.equal(faultsOf(typed)['foldCores'], 'This is not a number.');
    assert.equal(faultsOf(typed)['signUpCode'], undefined);
    assert.equal(faultsOf(typed)['maxSubmissionsPerDay'], undefined);
  });

  it('are told in words', () => {
    assert.equal(settingLabel('closesAt'), 'Closes');
    assert.equal(settingLabel('other'), 'other');
    assert.equal(storedWords('closesAt', '"2030-01-04T00:30:00.000Z"'), '2030-01-04 00:30 UTC');
    assert.equal(storedWords('maxSubmissionsPerDay', 'null'), 'no limit');
    assert.equal(storedWords('visibility', '"HIDDEN"'), 'Its admins, participants and those invited');
    assert.equal(storedWords('showsLogs', 'true'), 'yes');
    assert.equal(storedWords('description', '""'), 'empty');
  });
});
