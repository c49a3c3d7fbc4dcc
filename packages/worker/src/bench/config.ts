import { parseEnv } from '@databoard/shared/env';
import { z } from 'zod';

const environment = z.object({
  API_URL: z.url({ protocol: /^https?$/ }),
  DATABOARD_TOKEN: z.string(),
  PYTHON: z.string().default('python3'),
});

/** What a benchmark needs to know of the stack it runs against: its address, a site admin's token, the Python to compare with. */
export interface BenchConfig {
  api: string;
  adminToken: string;
  python: string;
}

/** Reads the settings; the only file of the benchmarks that looks at the environment. */
export function readBenchConfig(source: NodeJS.ProcessEnv = process.env): BenchConfig {
  const env = parseEnv(environment, source);
  return { api: env.API_URL, adminToken: env.DATABOARD_TOKEN, python: env.PYTHON };
}
