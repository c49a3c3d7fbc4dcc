import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema } from '../graphql/build-schema.js';

const source = path.join(import.meta.dirname, '../../src');

/** Mutations for admins that need no line in the log, each with the reason. */
const unrecorded: Record<string, string> = {
  previewUserImport: 'shows what an import would do, and does nothing',
  uploadArtifactChunk: 'bytes that nothing refers to; publishing them is recorded',
};

/** What a mutation is called in the log, where it is not called the same. */
const otherwiseCalled: Record<string, string> = {};

/** Every word in quotes or before a colon in files that write the audit log, directly or through `actOnTeam`. */
function wordsOfRecordingFiles(): Set<string> {
  const files = globSync('**/*.ts', { cwd: source }).filter(
    (file) => !/\.test\.ts$|^testing\/|\.resolver\.ts$/.test(file),
  );
  const recording = files
    .map((file) => readFileSync(path.join(source, file), 'utf8'))
    .filter((text) => /\b(recordAct|actOnTeam)\b/.test(text));
  return new Set(
    recording.flatMap((text) =>
      [...text.matchAll(/'([A-Za-z]+)'|\b([A-Za-z]+):/g)].map(([, quoted, key]) => quoted ?? key ?? ''),
    ),
  );
}

describe('what goes into the audit log', () => {
  const mutations = Object.values(buildSchema().getMutationType()?.getFields() ?? {});
  const privileged = mutations.filter(
    ({ extensions, description }) =>
      extensions['scope'] === 'ADMIN' || /\badmins?\b|\borganisers?\b/i.test(description ?? ''),
  );

  it('every mutation that needs special rights has an act in the log, or a reason to have none', () => {
    const recorded = wordsOfRecordingFiles();
    const silent = privileged
      .map(({ name }) => name)
      .filter((name) => unrecorded[name] === undefined && !recorded.has(otherwiseCalled[name] ?? name));
    assert.ok(privileged.length > 15, 'the schema was walked');
    assert.deepEqual(silent, [], 'call recordAct in their transaction, with the mutation’s name as the act');
  });

  it('no exception outlives its mutation', () => {
    const names = new Set(mutations.map(({ name }) => name));
    const gone = [...Object.keys(unrecorded), ...Object.keys(otherwiseCalled)].filter((name) => !names.has(name));
    assert.deepEqual(gone, []);
  });
});
