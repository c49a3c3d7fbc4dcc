import assert from 'node:assert/strict';
import { versionsToDrop } from './thin-versions.js';

const start = Date.UTC(2030, 0, 1);
const edits = (count: number, seconds: number, from = 1) =>
  Array.from({ length: count }, (_, index) => ({
    version: from + index,
    savedAt: new Date(start + (from + index) * seconds * 1000),
    isEdit: true,
    bytes: 1000,
  }));
const keptOf = (versions: ReturnType<typeof edits>) => {
  const dropped = new Set(versionsToDrop(versions));
  return versions.filter(({ version }) => !dropped.has(version)).map(({ version }) => version);
};

describe('thinning of draft versions', () => {
  it('keeps the last ten, and of older typing the last of each quarter of an hour', () => {
    const kept = keptOf(edits(200, 60));
    assert.deepEqual(kept.slice(-10), [191, 192, 193, 194, 195, 196, 197, 198, 199, 200]);
    const older = kept.slice(0, -10);
    assert.deepEqual(
      older.map((version) => version % 15),
      older.map(() => 14),
    );
    assert.equal(older.length, 12);
  });

  it('keeps what somebody did on purpose', () => {
    const versions = edits(40, 1).map((one) => (one.version === 5 ? { ...one, isEdit: false } : one));
    assert.ok(keptOf(versions).includes(5));
    assert.equal(keptOf(versions).length, 11);
  });

  it('keeps at most fifty, and 8 MiB, but always the newest', () => {
    assert.equal(keptOf(edits(120, 3600)).length, 50);
    const large = edits(20, 3600).map((one) => ({ ...one, bytes: 3 * 1_048_576 }));
    assert.deepEqual(keptOf(large), [19, 20]);
    assert.deepEqual(keptOf(large.map((one) => ({ ...one, bytes: 9 * 1_048_576 }))), [20]);
    assert.deepEqual(keptOf([]), []);
  });

  it('drops little once it has thinned: each save costs one', () => {
    let versions = edits(0, 1);
    for (let next = 1; next <= 300; next++) {
      versions = [...versions, ...edits(1, 40, next)];
      const dropped = versionsToDrop(versions);
      assert.ok(dropped.length <= 2, `${dropped.length} at once`);
      versions = versions.filter(({ version }) => !dropped.includes(version));
    }
    assert.ok(versions.length <= 50);
  });
});
