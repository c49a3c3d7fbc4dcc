import { setTimeout as sleep } from 'node:timers/promises';
import type { KitFinding } from '@databoard/shared/kit-check';
import type { ReportedCheck } from './check-report.js';
import { CommandFailed } from './exit-code.js';
import { type ApiAccess, request } from './graphql-request.js';

const run = '{ scores { scoreType step foldIndex value } failedFold message }';
const query = `query ($id: ID!) { problemVersion(id: $id) { check { state message findings { severity text } measurements {
  sample startingKit ${run} constant ${run} permuted ${run} seconds { train valid test wall } slowestFoldSeconds
  peakMemoryMiB isRepeatable repeatDifference rows { validRows inTrain likeTrain testLikeTrain } testRows tellingColumns { name how }
} } } }`;

interface Answer {
  problemVersion: {
    check: {
      state: 'WAITING' | 'DONE' | 'FAILED';
      message: string | null;
      findings: KitFinding[];
      measurements: Omit<ReportedCheck, 'findings'> | null;
    } | null;
  } | null;
}

const pollMs = 1000;

/** Resolves when the platform has checked the kit of a version that is ready; fails when it could not. */
export async function waitForKitCheck(access: ApiAccess, id: string): Promise<ReportedCheck> {
  for (; ; await sleep(pollMs)) {
    const check = (await request<Answer>(access, query, { id })).problemVersion?.check;
    if (!check)
      throw new CommandFailed('This version was published before kits were checked: ask for it with checkKit.');
    if (check.state === 'FAILED') throw new CommandFailed(check.message ?? 'The platform could not check the kit.');
    if (check.state === 'DONE' && check.measurements) return { ...check.measurements, findings: check.findings };
  }
}
