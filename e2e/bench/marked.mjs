import { descendants, readProcesses } from './processes.mjs';

// What the submissions do when they are cancelled; each in several processes or threads, all named after the trial.
const STUBBORN = {
  sleeps: ['time.sleep(600)'],
  burns: ['while True:', '    pass'],
  'ignores-sigterm': [
    'for number in range(1, 64):',
    '    try:',
    '        signal.signal(number, signal.SIG_IGN)',
    '    except (OSError, ValueError):',
    '        pass',
    'while True:',
    '    time.sleep(0.1)',
  ],
  'has-children': [
    'for _ in range(3):',
    '    if os.fork() == 0:',
    '        os.setsid()',
    '        if os.fork() == 0:',
    '            while True:',
    '                pass',
    '        time.sleep(600)',
    'time.sleep(600)',
  ],
};

/** The names of the kinds. */
export const STUBBORN_KINDS = Object.keys(STUBBORN);

/** The code of a submission that never ends by itself. Its processes call themselves `marker` (15 characters at most). */
export const stubbornCode = (kind, marker) => `import ctypes
import os
import signal
import time

PR_SET_NAME = 15


class Stubborn:
    def fit(self, X, y):
        # A name that the host's process table shows; children inherit it.
        ctypes.CDLL(None).prctl(PR_SET_NAME, b'${marker}', 0, 0, 0)
${STUBBORN[kind].map((line) => `        ${line}\n`).join('')}

def get_estimator():
    return Stubborn()
`;

/** The processes on this machine that call themselves so. */
export const markedProcesses = (marker, processes = readProcesses()) =>
  [...processes.values()].filter(({ comm }) => comm === marker);

/** Those of them below one worker. */
export function markedBelow(marker, workerPid) {
  const processes = readProcesses();
  return descendants(processes, workerPid).filter(({ comm }) => comm === marker);
}
