import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { withDeadline } from '../runtime/deadline.js';
import { FrameReader } from '../runtime/frames.js';
import { leftoverPrefix } from '../runtime/leftovers.js';
import type { Isolation, Sandbox } from './sandbox.js';

const tried = z.object({
  kind: z.literal('tried'),
  /** What the system refuses; the walls could not even be made. */
  refused: z.string().nullable(),
  /** The walls that a thief got through, with what it got. */
  fallen: z.record(z.string(), z.string()),
});
const selfTestSeconds = 30;

/** What came of making the walls and sending a thief into them. `works`: the sandbox starts programs at all. */
export type SelfTest = { works: true; refused: string | null; fallen: Record<string, string> } | DoesNotWork;
interface DoesNotWork {
  works: false;
  refused: string;
}

/** Makes a fold child's walls for real and tries to break them: a planted secret, a listening socket, system calls. */
export async function selfTest(sandbox: Sandbox, isolation: Exclude<Isolation, 'unsafe'>): Promise<SelfTest> {
  const folder = await mkdtemp(path.join(tmpdir(), `${leftoverPrefix(process.pid)}self-test-`));
  // Nothing but the wall is to keep others out.
  await chmod(folder, 0o755);
  const secret = path.join(folder, 'secret.txt');
  await writeFile(secret, 'a secret of the host', { mode: 0o644 });
  const name = `databoard-self-test-${process.pid}-${randomUUID()}`;
  const listener = createServer((socket) => socket.destroy());
  try {
    await new Promise<void>((resolve, reject) => listener.once('error', reject).listen(`\0${name}`, resolve));
    return await run(sandbox, ['--isolation', isolation, '--secret', secret, '--listener', name]);
  } finally {
    listener.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(sandbox: Sandbox, options: string[]): Promise<SelfTest> {
  const process = sandbox.start({
    module: 'databoard_runtime.self_test',
    options,
    mounts: [],
    emptyFolders: ['/fold', '/submission', '/sock', '/features'],
    temporaryMiB: 16,
    hidesProcesses: options.includes('cold'),
    makesCgroups: options.includes('nested'),
  });
  let stderr = '';
  process.stderr.on('data', (data: Buffer) => {
    stderr = (stderr + data.toString('utf8')).slice(-1000);
  });
  const reader = new FrameReader(process.channel, { headerBytesMax: 1 << 16, partBytesMax: 0 });
  const frame = await withDeadline(reader.next(), selfTestSeconds, 'The isolation self-test', () => process.kill());
  if (!frame) return { works: false, refused: `bwrap ${await process.ended}: ${stderr.trim()}` };
  const { refused, fallen } = tried.parse(frame.header);
  await process.ended;
  return { works: true, refused: refused && `${refused} ${stderr}`.trim(), fallen };
}
