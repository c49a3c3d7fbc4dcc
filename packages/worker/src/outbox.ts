import type { Queue } from '@databoard/shared/queues/define-queue';
import { type Report, reportBatchMax } from '@databoard/shared/queues/reports';

/** Sends reports: what is there while a message is on its way travels together in the next. */
export interface Outbox {
  /** Resolves when the report is in the queue. */
  report(report: Report): Promise<void>;
}

/** One message on its way at a time, so that a busy worker sends fewer, larger ones. */
export function openOutbox(queue: Pick<Queue<Report[]>, 'send'>): Outbox {
  let waiting: { report: Report; sent: PromiseWithResolvers<void> }[] = [];
  let isSending = false;

  const sendAll = async () => {
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
    report(report) {
      const sent = Promise.withResolvers<void>();
      waiting.push({ report, sent });
      if (!isSending) void sendAll();
      return sent.promise;
    },
  };
}
