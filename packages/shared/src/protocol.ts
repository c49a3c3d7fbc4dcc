import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/**
 * What api and workers understand of each other: jobs, reports, artifacts. Raise it with every change that either side of
 * an older version would misread; a worker of another number is refused. Signs and commands (`worker-sign.ts`,
 * `worker-command.ts`) carry the refusal itself, so they may only ever grow by optional fields.
 */
export const protocolNumber = 1;

const packageFile = path.join(import.meta.dirname, '..', 'package.json');

/** The version of the whole platform, for people. */
export const softwareVersion = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(packageFile, 'utf8'))).version;
