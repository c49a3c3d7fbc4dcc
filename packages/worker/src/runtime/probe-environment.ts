import { z } from 'zod';
import type { Python } from '../sandbox/python.js';
import type { Sandbox } from '../sandbox/sandbox.js';
import { withDeadline } from './deadline.js';
import { FrameReader } from './frames.js';

const probed = z.object({
  kind: z.literal('probed'),
  /** Some of the files and folders that the programs inside may not read. */
  unreadable: z.array(z.string()),
  /** Libraries that cannot be imported, each with the reason. */
  lacks: z.record(z.string(), z.string()),
});
const probeSeconds = 120;

/** What a Python lacks to run kits behind the sandbox's walls. `silent`: it does not even start there, and why. */
export type EnvironmentProbe = z.output<typeof probed> | { kind: 'silent'; why: string };

/** Starts a Python behind the walls and has it import what every kit needs. */
export async function probeEnvironment(sandbox: Sandbox, python: Python): Promise<EnvironmentProbe> {
  const process = sandbox.start({
    module: 'databoard_runtime.environment_probe',
    python,
    options: [],
    mounts: [],
    emptyFolders: [],
    temporaryMiB: 16,
  });
  let stderr = '';
  process.stderr.on('data', (data: Buffer) => {
    stderr = (stderr + data.toString('utf8')).slice(-2000);
  });
  const reader = new FrameReader(process.channel, { headerBytesMax: 1 << 16, partBytesMax: 0 });
  const frame = await withDeadline(reader.next(), probeSeconds, 'Trying a Python environment', () => process.kill());
  const ended = await process.ended;
  if (frame) return probed.parse(frame.header);
  return { kind: 'silent', why: stderr.trim().split('\n').at(-1) || `it ${ended}` };
}
