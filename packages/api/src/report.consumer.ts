import { assertNever } from '@databoard/shared/assert-never';
import type { Report } from '@databoard/shared/queues/reports';
import type { EntityManager } from '@mikro-orm/postgresql';
import { applyKitCheckReport } from './problems/apply-kit-check-report.js';
import { applyKitReport } from './problems/apply-kit-report.js';
import { applyRescoredReport } from './rescoring/apply-rescored-report.js';
import type { Services } from './services.js';
import { applyReport } from './submissions/apply-report.js';

// Reports of one evaluation take turns at its lock anyway; more at once would only hold connections.
const concurrency = 4;

/** Takes reports as they come. A throw loses the message, not the work: the sweeper finds the job gone and sends it again. */
export function consumeReports(
  deps: Pick<Services, 'queues' | 'clock' | 'topics' | 'log'> & { em: EntityManager },
): void {
  deps.queues.reports.process(concurrency, (report) => handleReport(report, deps));
}

/** Hands a report to the domain that it is about. */
export async function handleReport(
  report: Report,
  deps: Pick<Services, 'queues' | 'clock' | 'topics' | 'log'> & { em: EntityManager },
): Promise<void> {
  switch (report.kind) {
    case 'fold-progress':
    case 'fold-ended':
    case 'bag-ended':
      return applyReport(report, deps);
    case 'kit-ended':
      return applyKitReport(report, deps);
    case 'kit-checked':
      return applyKitCheckReport(report, deps);
    case 'rescored':
      return applyRescoredReport(report, deps);
    default:
      return assertNever(report);
  }
}
