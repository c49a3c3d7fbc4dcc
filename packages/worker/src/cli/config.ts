import { homedir } from 'node:os';
import path from 'node:path';
import { parseEnv } from '@databoard/shared/env';
import { z } from 'zod';

const environment = z.object({
  DATABOARD_API: z.url({ protocol: /^https?$/ }).optional(),
  DATABOARD_TOKEN: z.string().optional(),
  DATABOARD_PASSWORD: z.string().optional(),
  XDG_CONFIG_HOME: z.string().optional(),
  PYTHON: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('silent'),
});

/** What the command line takes from the environment. */
export interface CliConfig {
  api: string | null;
  token: string | null;
  password: string | null;
  credentialsFile: string;
  python: string | null;
  logLevel: string;
}

/** Reads the settings; the only file of the command line that looks at the environment. */
export function readCliConfig(source: NodeJS.ProcessEnv = process.env): CliConfig {
  const env = parseEnv(environment, source);
  return {
    api: env.DATABOARD_API ?? null,
    token: env.DATABOARD_TOKEN ?? null,
    password: env.DATABOARD_PASSWORD ?? null,
    credentialsFile: path.join(env.XDG_CONFIG_HOME ?? path.join(homedir(), '.config'), 'databoard', 'credentials.json'),
    python: env.PYTHON ?? null,
    logLevel: env.LOG_LEVEL,
  };
}
