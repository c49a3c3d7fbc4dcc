import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { ArtifactMissing, type ArtifactStore, type Digest, WrongContent } from './artifact-store.js';
import { damaged, sha256, sha256OfFile, verified, writeVerified } from './sha256.js';

/** A bucket of an S3-compatible service. */
export interface S3Place {
  bucket: string;
  /** Before every key; empty, or ends with `/`. */
  prefix: string;
  /** Null: Amazon's own for the region. */
  endpoint: string | null;
  region: string;
  /** Null: what the AWS library finds by itself (its own variables, an instance's role). */
  credentials: { accessKeyId: string; secretAccessKey: string } | null;
}

const triesPerRequest = 4;
const connectSeconds = 5;
/** A file is read again for each try, which the library does not do by itself. */
const triesPerFile = 3;
/** Silence for this long on a connection that should bring data. */
const silenceSeconds = 60;

/** An artifact store in a bucket, one object per artifact: `prefix/ab/abcdef…`. Reading verifies as the local one does. */
export class S3ArtifactStore implements ArtifactStore {
  private readonly client: S3Client;

  constructor(private readonly place: S3Place) {
    this.client = new S3Client({
      region: place.region,
      maxAttempts: triesPerRequest,
      // What goes wrong is thrown; it would write to the console besides.
      logger: silent,
      requestHandler: { connectionTimeout: connectSeconds * 1000, requestTimeout: silenceSeconds * 1000 },
      // Our own digests are stronger, and many S3-compatible services do not know the library's checksums.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      // Buckets as host names need a wildcard name in DNS, which self-hosted services rarely have.
      ...(place.endpoint === null ? {} : { endpoint: place.endpoint, forcePathStyle: true }),
      ...(place.credentials === null ? {} : { credentials: place.credentials }),
    });
  }

  async put(bytes: Uint8Array): Promise<Digest> {
    const digest = sha256(bytes);
    if (!(await this.has(digest))) {
      await this.client.send(new PutObjectCommand({ ...this.objectOf(digest), Body: bytes }));
    }
    return digest;
  }

  async get(digest: Digest): Promise<Buffer> {
    const bytes = Buffer.concat(await (await this.read(digest)).toArray());
    if (sha256(bytes) !== digest) throw damaged(digest);
    return bytes;
  }

  async copyTo(digest: Digest, file: string): Promise<void> {
    await writeVerified(await this.read(digest), file, digest);
  }

  async stream(digest: Digest): Promise<Readable> {
    return verified(await this.read(digest), digest);
  }

  async has(digest: Digest): Promise<boolean> {
    return this.client.send(new HeadObjectCommand(this.objectOf(digest))).then(
      () => true,
      (error: unknown) => {
        // Nobody's fault but ours: a wrong key or a missing bucket must not look like a missing artifact.
        if (isMissing(error)) return false;
        throw error;
      },
    );
  }

  async adopt(file: string, expected: Digest): Promise<void> {
    const actual = await sha256OfFile(file);
    if (actual !== expected) throw new WrongContent(expected, actual);
    if (!(await this.has(expected))) {
      await this.putFile(file, expected);
    }
    await rm(file, { force: true });
  }

  async remove(digest: Digest): Promise<void> {
    await this.client.send(new DeleteObjectCommand(this.objectOf(digest)));
  }

  private async putFile(file: string, digest: Digest): Promise<void> {
    const { size } = await stat(file);
    for (let tries = 1; ; tries++) {
      const body = { Body: createReadStream(file), ContentLength: size };
      try {
        await this.client.send(new PutObjectCommand({ ...this.objectOf(digest), ...body }));
        return;
      } catch (error) {
        if (tries === triesPerFile || !isPassing(error)) throw error;
        await sleep(tries * 500);
      }
    }
  }

  private async read(digest: Digest): Promise<Readable> {
    const { Body } = await this.client.send(new GetObjectCommand(this.objectOf(digest))).catch((error: unknown) => {
      throw isMissing(error) ? new ArtifactMissing(digest) : error;
    });
    // In Node a body is always a stream of Node's; the library's type also covers browsers.
    return Body as Readable;
  }

  private objectOf(digest: Digest): { Bucket: string; Key: string } {
    return { Bucket: this.place.bucket, Key: `${this.place.prefix}${digest.slice(0, 2)}/${digest}` };
  }
}

const nothing = () => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** The service did not answer, or was not able to: the next try may go better. */
const isPassing = (error: unknown): boolean =>
  !(error instanceof S3ServiceException) || (error.$metadata.httpStatusCode ?? 500) >= 500;

/** `HEAD` has no body to say `NoSuchKey` in. A missing bucket is none of these: on `HEAD` it cannot be told apart. */
const isMissing = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound');
