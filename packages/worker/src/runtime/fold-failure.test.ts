import assert from 'node:assert/strict';
import { constants } from 'node:os';
import { defaultFoldLimits } from '@databoard/shared/limits';
import type { ChildRun } from './child-run.js';
import { failureOf } from './fold-failure.js';

const { SIGKILL, SIGSEGV, SIGXCPU, SIGXFSZ } = constants.signals;
const limits = { ...defaultFoldLimits, timeoutSeconds: 10, processesMax: 8, cores: 2, diskMiB: 4 };

const runThat = (ended: Partial<ChildRun['ended']>, more: Partial<ChildRun> = {}): ChildRun => ({
  seconds: { train: null, valid: null, test: null },
  predictions: { train: null, test: null },
  ...{ raised: null, limit: null, unusable: null, log: Buffer.alloc(0), wallSeconds: 1 },
  ended: {
    ...{ verdict: 'exited', code: null, signal: null, hasAllProcesses: false, cpuSeconds: 1, peakMemoryMiB: 1 },
    ...ended,
  },
  ...more,
});
const raised = { exceptionType: 'OSError', exceptionMessage: '', frames: [] };

describe('why a fold failed', () => {
  for (const [what, run, reason, message] of [
    ['the signal of processor time', runThat({ signal: SIGXCPU }), 'TIMEOUT', /10 s and 2 cores/],
    ['the kernel, after a signal that was ignored', runThat({ signal: SIGKILL, cpuSeconds: 20.1 }), 'TIMEOUT', /10 s/],
    ['a kill long before', runThat({ signal: SIGKILL, cpuSeconds: 19 }), 'KILLED', /SIGKILL/],
    ['a file that is too large', runThat({ signal: SIGXFSZ }), 'OUTPUT_LIMIT', /4 MiB/],
    ['a full disk', runThat({ verdict: 'raised' }, { raised, limit: 'disk' }), 'OUTPUT_LIMIT', /4 MiB/],
    ['a fork that failed', runThat({ verdict: 'raised' }, { raised, limit: 'processes' }), 'PROCESS_LIMIT', /than 8/],
    [
      'a library that ends itself for want of threads',
      runThat({ code: 1, hasAllProcesses: true }),
      'PROCESS_LIMIT',
      /than 8/,
    ],
    ['a crash', runThat({ signal: SIGSEGV }), 'KILLED', /SIGSEGV/],
    ['waiting with all processes', runThat({ verdict: 'timeout', hasAllProcesses: true }), 'TIMEOUT', /all of the 8/],
    ['predictions without end', runThat({ verdict: 'predictions-too-large' }), 'OUTPUT_LIMIT', /512 MiB/],
  ] as const) {
    it(`calls ${what} ${reason}`, () => {
      const failure = failureOf(run, [], limits);
      assert.equal(failure?.reason, reason);
      assert.match(failure?.message ?? '', message);
    });
  }
});
