import type { z } from 'zod';
import type { ArtifactStore } from './artifact-store.js';
import { LocalArtifactStore } from './local-artifact-store.js';
import { RememberingArtifactStore } from './remembering-artifact-store.js';
import { S3ArtifactStore, type S3Place } from './s3-artifact-store.js';

/** Where artifacts are. */
export type ArtifactPlace = { kind: 'folder'; folder: string } | ({ kind: 's3' } & S3Place);

/** The settings that say so, as the configs of api and worker read them. */
export interface ArtifactSettings {
  ARTIFACTS_DIR?: string | undefined;
  ARTIFACTS_URL?: string | undefined;
  S3_ENDPOINT?: string | undefined;
  S3_REGION: string;
  S3_ACCESS_KEY_ID?: string | undefined;
  S3_SECRET_ACCESS_KEY?: string | undefined;
}

const s3Url = /^s3:\/\/(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(?<prefix>.*?))?\/*$/;

/** Says what the settings lack, as issues of the schema that they are checked with. */
export function checkArtifactSettings(env: ArtifactSettings, context: z.RefinementCtx): void {
  const say = (path: keyof ArtifactSettings, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (env.ARTIFACTS_URL === undefined) {
    if (env.ARTIFACTS_DIR === undefined)
      say('ARTIFACTS_DIR', 'name the folder that api and workers share, or set ARTIFACTS_URL=s3://bucket/prefix');
    return;
  }
  if (!s3Url.test(env.ARTIFACTS_URL)) say('ARTIFACTS_URL', 'must be s3://bucket or s3://bucket/prefix');
  if ((env.S3_ACCESS_KEY_ID === undefined) !== (env.S3_SECRET_ACCESS_KEY === undefined))
    say('S3_ACCESS_KEY_ID', 'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY go together');
}

/** Where artifacts are, by settings that passed the check. The address wins over the folder. */
export function artifactPlaceOf(env: ArtifactSettings): ArtifactPlace {
  const url = env.ARTIFACTS_URL;
  if (url === undefined) return { kind: 'folder', folder: env.ARTIFACTS_DIR ?? '' };
  const { bucket = '', prefix = '' } = s3Url.exec(url)?.groups ?? {};
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  return {
    kind: 's3',
    bucket,
    prefix: prefix === '' ? '' : `${prefix}/`,
    endpoint: env.S3_ENDPOINT ?? null,
    region: env.S3_REGION,
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : null,
  };
}

/** What a process remembers of a store that is far away. */
const rememberedBytes = 64 * 1_048_576;

/** Opens the store; nothing is asked of it yet. */
export function openArtifactStore(place: ArtifactPlace): ArtifactStore {
  if (place.kind === 'folder') return new LocalArtifactStore(place.folder);
  return new RememberingArtifactStore(new S3ArtifactStore(place), rememberedBytes);
}
