import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { KitImports } from './kit-imports.js';
import { findIdleImports } from './move-kit-import.js';

/** Starts imports that no process works on. */
export async function sweepKitImports(deps: {
  em: EntityManager;
  clock: Clock;
  kitImports: Pick<KitImports, 'start'>;
}): Promise<void> {
  for (const id of await findIdleImports(deps)) deps.kitImports.start(id);
}
