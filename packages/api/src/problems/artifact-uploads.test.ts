import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openArtifactStore } from '@databoard/shared/artifacts/open-artifact-store';
import { type S3Server, startS3Server } from '@databoard/shared/testing/s3-server';
import { ArtifactUploads } from './artifact-uploads.js';
import { uploadArtifactChunk } from './upload-artifact-chunk.js';

describe('uploads of several chunks to a bucket', () => {
  let server: S3Server;
  let folder: string;
  before(async () => {
    server = await startS3Server();
    folder = await mkdtemp(path.join(tmpdir(), 'uploads-'));
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const processWith = (uploadsFolder: string) => {
    const store = openArtifactStore({ kind: 's3', ...server.place });
    return { store, uploads: new ArtifactUploads(path.join(folder, uploadsFolder), store) };
  };
  const newUpload = () => {
    const content = randomBytes(3000);
    const digest = createHash('sha256').update(content).digest('hex');
    const chunk = (from: number, to: number) => ({
      digest,
      offset: from,
      totalBytes: content.length,
      contentBase64: content.subarray(from, to).toString('base64'),
    });
    return { content, digest, chunk };
  };
  const viewer = { id: 'admin' };

  it('go on at any process that shares the folder, which is empty afterwards', async () => {
    const [first, second] = [processWith('shared'), processWith('shared')];
    const { content, digest, chunk } = newUpload();
    assert.deepEqual(await uploadArtifactChunk(viewer, chunk(0, 1000), first), {
      receivedBytes: 1000,
      isComplete: false,
    });
    await uploadArtifactChunk(viewer, chunk(1000, 2000), second);
    const { isComplete } = await uploadArtifactChunk(viewer, chunk(2000, 3000), first);
    assert.equal(isComplete, true);
    assert.deepEqual(await second.store.get(digest), content);
    assert.deepEqual(await readdir(path.join(folder, 'shared')), []);
  });

  it('are refused with the way out at a process that does not share it, and can be sent again to one', async () => {
    const [first, second] = [processWith('first'), processWith('second')];
    const { digest, chunk } = newUpload();
    await uploadArtifactChunk(viewer, chunk(0, 1000), first);
    const { refusal, receivedBytes } = await uploadArtifactChunk(viewer, chunk(1000, 2000), second);
    assert.equal(receivedBytes, 0);
    assert.equal(refusal?.reason, 'STALE');
    assert.match(refusal?.message ?? '', /starts at byte 0.*Send the file again.*UPLOADS_DIR/);
    for (const from of [0, 1000, 2000]) await uploadArtifactChunk(viewer, chunk(from, from + 1000), second);
    assert.equal(await first.store.has(digest), true);
  });

  it('say that the content is wrong only when it is, and that we are broken when the bucket is', async () => {
    const { chunk, digest } = newUpload();
    const wrong = { ...chunk(0, 3000), digest: digest.replace(/^./, digest.startsWith('a') ? 'b' : 'a') };
    const { refusal } = await uploadArtifactChunk(viewer, wrong, processWith('wrong'));
    assert.equal(refusal?.field, 'digest');
    const store = openArtifactStore({ kind: 's3', ...server.place, bucket: 'no-such-bucket' });
    const broken = { uploads: new ArtifactUploads(path.join(folder, 'broken'), store) };
    await assert.rejects(uploadArtifactChunk(viewer, chunk(0, 3000), broken), { name: 'NoSuchBucket' });
  });
});
