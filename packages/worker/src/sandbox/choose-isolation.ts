import type { Log } from '@databoard/shared/log';
import { z } from 'zod';
import { withDeadline } from '../runtime/deadline.js';
import { FrameReader } from '../runtime/frames.js';
import { BubblewrapSandbox } from './bubblewrap.js';
import type { Python } from './python.js';
import { type Isolation, isolations, type Sandbox } from './sandbox.js';
import { UnsafeSandbox } from './unsafe.js';

/** What the settings may ask for; `auto` takes the best wall that this system allows, never none. */
export const isolationsWanted = ['auto', ...isolations] as const;
export type IsolationWanted = (typeof isolationsWanted)[number];

const tried = z.object({ kind: z.literal('tried'), refused: z.string().nullable() });
const selfTestSeconds = 30;

/** Finds out by trying which walls stand and says so. Throws when what is wanted, or any wall at all, is refused. */
export async function chooseIsolation(
  wanted: IsolationWanted,
  python: Python,
  log: Log,
): Promise<{ sandbox: Sandbox; isolation: Isolation }> {
  if (wanted === 'unsafe') {
    log.warn(
      'ISOLATION=unsafe: submissions run WITHOUT ANY ISOLATION and can do whatever this worker can. For development only.',
    );
    return { sandbox: new UnsafeSandbox(python), isolation: 'unsafe' };
  }
  const sandbox = new BubblewrapSandbox(python);
  const { works, refused } = await tryBubblewrap(sandbox);
  if (!works) {
    throw new Error(
      `Submissions cannot be isolated: bubblewrap does not work here (${refused}). Install it (Debian: apt install bubblewrap) and allow user namespaces, or set ISOLATION=unsafe on a machine where nobody's code but your own runs.`,
    );
  }
  if (refused === null && wanted !== 'cold') {
    log.info('isolation: bubblewrap, and namespaces of its own for every fold');
    return { sandbox, isolation: 'nested' };
  }
  if (wanted === 'nested') throw new Error(`ISOLATION=nested is refused by this system: ${refused}`);
  log.warn({ refused }, 'isolation: one bubblewrap per fold. Safe, but each fold pays a cold start of about a second.');
  return { sandbox, isolation: 'cold' };
}

async function tryBubblewrap(sandbox: Sandbox): Promise<{ works: boolean; refused: string | null }> {
  const process = sandbox.start({
    module: 'databoard_runtime.self_test',
    options: [],
    mounts: [],
    emptyFolders: ['/fold', '/submission', '/sock', '/features'],
    temporaryMiB: 16,
  });
  let stderr = '';
  process.stderr.on('data', (data: Buffer) => {
    stderr = (stderr + data.toString('utf8')).slice(-1000);
  });
  const reader = new FrameReader(process.channel, { headerBytesMax: 1 << 16, partBytesMax: 0 });
  const frame = await withDeadline(reader.next(), selfTestSeconds, 'The isolation self-test', () => process.kill());
  if (frame) return { works: true, refused: tried.parse(frame.header).refused };
  return { works: false, refused: `bwrap ${await process.ended}: ${stderr.trim()}` };
}
