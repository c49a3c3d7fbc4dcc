import { parentPort } from 'node:worker_threads';
import type { LookRequest } from './look-in-thread.js';
import { preflight } from './preflight.js';

// A thread of its own, so that nobody's code, however it is written, keeps the api from answering. Ended from outside.
parentPort?.on('message', ({ files, looked }: LookRequest) => {
  void preflight(files, looked).then(
    (found) => parentPort?.postMessage(found),
    (error: unknown) => {
      throw error;
    },
  );
});
