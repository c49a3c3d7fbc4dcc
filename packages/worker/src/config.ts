import { availableParallelism, hostname } from 'node:os';
import path from 'node:path';
import {
  type ArtifactPlace,
  artifactPlaceOf,
  checkArtifactSettings,
} from '@databoard/shared/artifacts/open-artifact-store';
import { parseEnv } from '@databoard/shared/env';
import { z } from 'zod';
import type { PipSettings } from './runtime/build-environment.js';
import { type IsolationWanted, isolationsWanted } from './sandbox/choose-isolation.js';

const folder = z.string().transform((value) => path.resolve(value));

const environment = z.object({
  REDIS_URL: z.string().regex(/^rediss?:\/\//, 'must start with redis://'),
  /** 1 when REDIS_URL is the JavaScript stand-in. */
  REDIS_EMBEDDED: z
    .enum(['0', '1'])
    .transform((value) => value === '1')
    .default(false),
  /** The folder that api and workers share; ARTIFACTS_URL replaces it. */
  ARTIFACTS_DIR: folder.optional(),
  /** A bucket of an S3-compatible service, as s3://bucket or s3://bucket/prefix. */
  ARTIFACTS_URL: z.string().optional(),
  /** The service's address; without it, Amazon's own for the region. */
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default('us-east-1'),
  /** Without them: what the AWS library finds by itself. */
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** The Python that has numpy, pandas and scikit-learn. */
  PYTHON: z.string().default('/usr/bin/python3'),
  /** Where this worker keeps kits and data as folders. Several workers of one machine may share it. */
  WORKER_DIR: folder,
  /** How much of kits, data and environments stays in WORKER_DIR; the least recently used go first, what is in use stays. */
  WORKER_CACHE_MIB: z.coerce.number().int().positive().default(20_480),
  /** How many folds run at once. Without it: one per core. */
  WORKER_SLOTS: z.coerce.number().int().positive().max(1024).default(availableParallelism()),
  /** What reports and admins call this worker; a pause is of a name, also when the worker starts anew. */
  WORKER_NAME: z.string().min(1).max(200).default(hostname()),
  /** Where pip looks for what kits' requirements.txt name; the names are pip's own. */
  PIP_INDEX_URL: z.string().optional(),
  PIP_FIND_LINKS: z.string().optional(),
  PIP_NO_INDEX: z.string().optional(),
  PIP_RETRIES: z.string().optional(),
  /** The walls around submissions; auto takes the best that the system allows, unsafe means none. */
  ISOLATION: z.enum(isolationsWanted).default('auto'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** The settings of a worker process; nothing else reads the environment. */
export interface Config {
  redis: { url: string; embedded: boolean };
  artifacts: ArtifactPlace;
  python: string;
  workerFolder: string;
  cacheMiB: number;
  slots: number;
  name: string;
  isolation: IsolationWanted;
  pip: PipSettings;
  logLevel: string;
}

/** Reads the settings; prints all problems at once and ends the process when there are any. */
export function readConfig(source: NodeJS.ProcessEnv = process.env): Config {
  const env = parseEnv(environment.superRefine(checkArtifactSettings), source);
  return {
    redis: { url: env.REDIS_URL, embedded: env.REDIS_EMBEDDED },
    artifacts: artifactPlaceOf(env),
    python: env.PYTHON,
    workerFolder: env.WORKER_DIR,
    cacheMiB: env.WORKER_CACHE_MIB,
    slots: env.WORKER_SLOTS,
    name: env.WORKER_NAME,
    isolation: env.ISOLATION,
    pip: {
      PIP_INDEX_URL: env.PIP_INDEX_URL,
      PIP_FIND_LINKS: env.PIP_FIND_LINKS,
      PIP_NO_INDEX: env.PIP_NO_INDEX,
      PIP_RETRIES: env.PIP_RETRIES,
    },
    logLevel: env.LOG_LEVEL,
  };
}
