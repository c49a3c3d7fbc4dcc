import type { Queue } from '@databoard/shared/queues/define-queue';
import { type Report, reportBatchMax } from '@databoard/shared/queues/reports';

/** Sends reports: what is there while a message is on its way travels together in the next. */
export interface Outbox {
  /** Resolves when the report is in the queue. One that `canWait` may wait a moment for others to travel with. */
  report(report: Report, options?: { canWait: boolean }): Promise<void>;
}

/** Less than anyone can see. */
const waitMs = 25;

/** One message on its way at a time, so that a busy worker sends fewer, larger ones. */
export function openOutbox(queue: Pick<Queue<Report[]>, 'send'>): Outbox {
  let waiting: { report: Report; sent: PromiseWithResolvers<void> }[] = [];
  let isSending = false;
  let timer: NodeJS.Timeout | undefined;

  const sendAll = async () => {
    clearTimeout(timer);
    timer = undefined;
    if (isSending) return;
    isSending = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, reportBatchMax);
      waiting = waiting.slice(reportBatchMax);
      await queue.send(batch.map(({ report }) => report)).then(
        () => {
          for (const { sent } of batch) sent.resolve();
        },
        (error: unknown) => {
          for (const { sent } of batch) sent.reject(error);
        },
      );
    }
    isSending = false;
  };
  return {
    report(report, { canWait } = { canWait: false }) {
      const sent = Promise.withResolvers<void>();
      waiting.push({ report, sent });
      if (canWait) timer ??= setTimeout(() => void sendAll(), waitMs);
      else void sendAll();
      return sent.promise;
    },
  };
}
