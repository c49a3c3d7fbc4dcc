import { homedir } from 'node:os';
import path from 'node:path';
import { parseEnv } from '@databoard/shared/env';
import { z } from 'zod';
import type { PipSettings } from '../runtime/build-environment.js';
import type { IsolationWanted } from '../sandbox/choose-isolation.js';
import { isolations } from '../sandbox/sandbox.js';

const environment = z.object({
  DATABOARD_API: z.url({ protocol: /^https?$/ }).optional(),
  DATABOARD_TOKEN: z.string().optional(),
  DATABOARD_PASSWORD: z.string().optional(),
  XDG_CONFIG_HOME: z.string().optional(),
  XDG_CACHE_HOME: z.string().optional(),
  PYTHON: z.string().optional(),
  PIP_INDEX_URL: z.string().optional(),
  PIP_FIND_LINKS: z.string().optional(),
  PIP_NO_INDEX: z.string().optional(),
  PIP_RETRIES: z.string().optional(),
  ISOLATION: z.enum(['auto', ...isolations]).default('auto'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
});

/** Who speaks to which platform. */
export interface CliConfig {
  api: string | null;
  token: string | null;
  password: string | null;
  credentialsFile: string;
}

/** What running kits on this machine needs. */
export interface LocalRunConfig {
  python: string | null;
  isolation: IsolationWanted;
  /** Where Python environments of kits are built and kept. */
  environmentsFolder: string;
  pip: PipSettings;
  logLevel: string;
}

/** Reads the settings; the only file of the command line that looks at the environment. */
export function readCliConfig(source: NodeJS.ProcessEnv = process.env): CliConfig & LocalRunConfig {
  const env = parseEnv(environment, source);
  return {
    api: env.DATABOARD_API ?? null,
    token: env.DATABOARD_TOKEN ?? null,
    password: env.DATABOARD_PASSWORD ?? null,
    credentialsFile: path.join(env.XDG_CONFIG_HOME ?? path.join(homedir(), '.config'), 'databoard', 'credentials.json'),
    python: env.PYTHON ?? null,
    isolation: env.ISOLATION,
    environmentsFolder: path.join(env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'databoard', 'environments'),
    pip: {
      PIP_INDEX_URL: env.PIP_INDEX_URL,
      PIP_FIND_LINKS: env.PIP_FIND_LINKS,
      PIP_NO_INDEX: env.PIP_NO_INDEX,
      PIP_RETRIES: env.PIP_RETRIES,
    },
    logLevel: env.LOG_LEVEL,
  };
}
