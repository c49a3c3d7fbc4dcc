import { parseEnv } from '@databoard/shared/env';
import { z } from 'zod';
import { type IsolationWanted, isolationsWanted } from '../sandbox/choose-isolation.js';

const environment = z.object({
  PYTHON: z.string().default('/usr/bin/python3'),
  ISOLATION: z.enum(isolationsWanted).default('auto'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('silent'),
});

/** The settings of a visit to the zoo, and the environment in which thieves must not read. */
export interface ZooConfig {
  python: string;
  isolation: IsolationWanted;
  logLevel: string;
  environment: NodeJS.ProcessEnv;
}

/** Reads the settings. */
export function readZooConfig(source: NodeJS.ProcessEnv = process.env): ZooConfig {
  const env = parseEnv(environment, source);
  return { python: env.PYTHON, isolation: env.ISOLATION, logLevel: env.LOG_LEVEL, environment: source };
}
