import assert from 'node:assert/strict';
import { z } from 'zod';
import { type ArtifactSettings, artifactPlaceOf, checkArtifactSettings } from './open-artifact-store.js';

describe('settings of the artifact store', () => {
  const settings = z
    .object({ S3_REGION: z.string().default('us-east-1') })
    .loose()
    .superRefine((env, context) => checkArtifactSettings(env as ArtifactSettings, context));
  const faultOf = (env: Partial<ArtifactSettings>) => settings.safeParse(env).error?.issues.map(({ path }) => path[0]);

  it('name a folder, or a bucket with a prefix, which wins', () => {
    const S3_REGION = 'eu-west-1';
    assert.deepEqual(artifactPlaceOf({ ARTIFACTS_DIR: '/srv/artifacts', S3_REGION }), {
      kind: 'folder',
      folder: '/srv/artifacts',
    });
    const place = { kind: 's3', bucket: 'data-board', endpoint: null, region: S3_REGION, credentials: null };
    const prefixes = { 's3://data-board': '', 's3://data-board/': '', 's3://data-board/a/b/': 'a/b/' };
    for (const [ARTIFACTS_URL, prefix] of Object.entries(prefixes))
      assert.deepEqual(artifactPlaceOf({ ARTIFACTS_DIR: '/srv', ARTIFACTS_URL, S3_REGION }), { ...place, prefix });
    const keys = { S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' };
    const own = artifactPlaceOf({ ARTIFACTS_URL: 's3://data-board', S3_REGION, ...keys, S3_ENDPOINT: 'http://s3' });
    assert.deepEqual(own, {
      ...place,
      prefix: '',
      endpoint: 'http://s3',
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    });
  });

  it('say which of them is wrong', () => {
    assert.deepEqual(faultOf({}), ['ARTIFACTS_DIR']);
    assert.equal(faultOf({ ARTIFACTS_DIR: '/srv' }), undefined);
    for (const ARTIFACTS_URL of ['s3:/bucket', 'https://s3.example.org/bucket', 's3://Bucket', 's3://'])
      assert.deepEqual(faultOf({ ARTIFACTS_URL }), ['ARTIFACTS_URL'], ARTIFACTS_URL);
    assert.deepEqual(faultOf({ ARTIFACTS_URL: 's3://bucket', S3_ACCESS_KEY_ID: 'id' }), ['S3_ACCESS_KEY_ID']);
  });
});
