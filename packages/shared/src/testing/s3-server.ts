/// <reference path="./s3rver.d.ts" />
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import S3rver from '@20minutes/s3rver';
import type { S3Place } from '../artifacts/s3-artifact-store.js';

/** A running S3 server for tests, with one empty bucket. */
export interface S3Server {
  place: S3Place;
  /** Where the server keeps the bucket's objects. */
  folder: string;
  close(): Promise<void>;
}

/** Starts a server on a free port; the caller closes it. */
export async function startS3Server(): Promise<S3Server> {
  const folder = await mkdtemp(path.join(tmpdir(), 's3-'));
  const bucket = 'artifacts';
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: folder,
    configureBuckets: [{ name: bucket }],
  });
  const { port } = await server.run();
  return {
    place: {
      bucket,
      prefix: 'databoard/',
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    },
    folder: path.join(folder, bucket),
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
