import assert from 'node:assert/strict';
import { BadProblemOptions, defaultProblemOptions, readElementRules, readProblemOptions } from './problem-options.js';

describe('the options of a problem version', () => {
  it('are RAMP’s way when nobody says anything', () => {
    assert.deepEqual(readProblemOptions(null), defaultProblemOptions);
    assert.deepEqual(readProblemOptions('{}', { quick: undefined }), defaultProblemOptions);
  });

  it('come from the kit, and the publisher overrules them one by one', () => {
    const options = readProblemOptions('{"expose": ["data/images"], "quick": true}', { quick: false });
    assert.deepEqual(options.expose, ['data/images']);
    assert.equal(options.quick, false);
  });

  it('name the field that is wrong', () => {
    const refused = (file: string | null, given: object, message: RegExp) =>
      assert.throws(
        () => readProblemOptions(file, given),
        (error: Error) => {
          assert.ok(error instanceof BadProblemOptions);
          assert.match(error.message, message);
          return true;
        },
      );
    refused('{"expose": ["../secret"]}', {}, /databoard\.json: expose\.0: must be a plain relative path/);
    refused('{"exposed": []}', {}, /exposed/);
    refused('{', {}, /databoard\.json is not JSON/);
    refused(null, { environment: 'torch' }, /environment/);
    refused(null, { environment: '/opt/../etc' }, /environment/);
  });

  it('leave out the rules for elements, which stand in the same file and are read apart', () => {
    const file = '{"quick": true, "elements": {"external_data.csv": {"maxBytes": 2000000, "type": "data"}}}';
    assert.deepEqual(readProblemOptions(file), { ...defaultProblemOptions, quick: true });
    assert.deepEqual(readElementRules(file), { 'external_data.csv': { maxBytes: 2_000_000, type: 'data' } });
    assert.deepEqual(readElementRules(null), {});
    for (const wrong of ['{"a": {"maxBytes": 0}}', '{"a": {"maxBytes": 1e9}}', '{"a": {"size": 1}}', '{"../a": {}}']) {
      assert.throws(() => readElementRules(`{"elements": ${wrong}}`), /databoard\.json: elements/, wrong);
      assert.throws(() => readProblemOptions(`{"elements": ${wrong}}`), BadProblemOptions);
    }
  });
});
