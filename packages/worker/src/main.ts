import { createLog } from '@databoard/shared/log';
import { closeOnSignal } from '@databoard/shared/shutdown';
import { readConfig } from './config.js';
import { startWorker } from './worker.js';

const config = readConfig();
const log = createLog('worker', config.logLevel);

try {
  const worker = await startWorker(config, log);
  closeOnSignal(log, () => worker.close());
} catch (error) {
  log.fatal({ err: error }, 'the worker could not start');
  process.exitCode = 1;
}
