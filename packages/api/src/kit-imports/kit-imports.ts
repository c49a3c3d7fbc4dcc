import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import type { Log } from '@databoard/shared/log';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { PublishKitDeps } from '../problems/publish-kit.js';
import { BadKitContents } from './bad-kit-contents.js';
import type { GitAddresses } from './git-addresses.js';
import type { ImportLimits } from './import-limits.js';
import type { ImportProgress } from './kit-import.entity.js';
import { beginImport, failImport, giveBackImport, keepImport } from './move-kit-import.js';
import { runKitImport } from './run-kit-import.js';

export interface KitImportsDeps {
  em: EntityManager;
  clock: Clock;
  store: ArtifactStore;
  queues: PublishKitDeps['queues'];
  log: Log;
  gitAddresses: GitAddresses;
  limits: ImportLimits;
  /** Where files lie while they are on their way. */
  scratchFolder: string;
}

const signOfLifeMs = 500;

/** Runs imports of kits in this process, one at a time. Any number of processes may: a row is taken by one of them. */
export class KitImports {
  private last: Promise<void> = Promise.resolve();
  private readonly waiting = new Set<string>();
  private readonly closing = new AbortController();

  constructor(private readonly deps: KitImportsDeps) {}

  /** Runs an import when those before it are done, unless another process has it. Safe to repeat. */
  start(id: string): void {
    if (this.waiting.has(id) || this.closing.signal.aborted) return;
    this.waiting.add(id);
    this.last = this.last
      .then(() => this.run(id))
      .catch((err: unknown) => this.deps.log.warn({ err, id }, 'an import of a kit waits for the next sweep'))
      .finally(() => this.waiting.delete(id));
  }

  /** Waits until nothing runs here. */
  async idle(): Promise<void> {
    await this.last;
  }

  /** Gives what runs back to other processes, and waits until it has ended here. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.idle();
  }

  private async run(id: string): Promise<void> {
    const { deps } = this;
    if (this.closing.signal.aborted) return;
    const begun = await beginImport(id, deps);
    if (begun === null) return;
    const ended = new AbortController();
    const timeout = AbortSignal.timeout(deps.limits.seconds * 1000);
    const signal = AbortSignal.any([this.closing.signal, ended.signal, timeout]);
    const progress: ImportProgress = { step: 'FETCHING', files: 0, bytes: 0 };
    const timer = setInterval(() => {
      keepImport(begun, progress, deps).then(
        (isOurs) => isOurs || ended.abort(),
        (err: unknown) => deps.log.warn({ err, id }, 'the progress of an import was not written'),
      );
    }, signOfLifeMs);
    try {
      await runKitImport(begun, { ...deps, signal, progress });
    } catch (error) {
      if (this.closing.signal.aborted || ended.signal.aborted) await giveBackImport(begun, deps);
      else if (timeout.aborted)
        await failImport(begun, { message: `It took more than ${deps.limits.seconds} seconds.`, field: null }, deps);
      else if (error instanceof BadKitContents) await failImport(begun, { message: error.message, field: null }, deps);
      else {
        deps.log.error({ err: error, id }, 'a kit could not be imported');
        const message = 'The platform could not import this kit. Try again once the operator has looked into it.';
        await failImport(begun, { message, field: null }, deps);
      }
    } finally {
      clearInterval(timer);
    }
  }
}
