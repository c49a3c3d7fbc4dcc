import type { SourceFile } from '../events/draft.entity.js';
import type { Event } from '../events/event.entity.js';
import { elementsOf } from '../problems/elements-of.js';
import type { KitFiles } from '../problems/kit-files.js';
import { type Refusal, refusal } from '../refusal.js';
import { lookInThread } from './look-in-thread.js';
import type { PreflightFile } from './preflight.js';

/** A look at files for an event, against its workflow and its starting kit. Null while the problem has no description. */
export async function lookAtFiles(
  files: readonly SourceFile[],
  event: Event,
  { kitFiles }: { kitFiles: KitFiles },
): Promise<PreflightFile[] | null> {
  const version = await event.problemVersion.loadOrFail();
  const { kitDigest, description } = version;
  if (description == null) return null;
  const { startingKit } = await kitFiles.texts(kitDigest, description);
  return lookInThread(files, { description, elements: elementsOf(version), startingKit });
}

/** The first certain fault that a look at the files shows, with file and line; null if there is none. */
export async function refuseByLook(
  files: readonly SourceFile[],
  event: Event,
  deps: { kitFiles: KitFiles },
): Promise<Refusal | null> {
  for (const { path, findings } of (await lookAtFiles(files, event, deps)) ?? []) {
    const fault = findings.find(({ severity }) => severity === 'error');
    if (fault === undefined) continue;
    const place = fault.line === null ? path : `${path}, line ${fault.line}`;
    return refusal('INVALID', `${place}: ${fault.message}`, { field: path, line: fault.line });
  }
  return null;
}
