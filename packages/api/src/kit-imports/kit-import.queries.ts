import type { EntityManager } from '@mikro-orm/postgresql';
import { KitImport } from './kit-import.entity.js';

/** An import by its id; null when there is none. */
export const findKitImport = (em: EntityManager, id: string): Promise<KitImport | null> =>
  em.findOne(KitImport, { id });

/** All imports, the latest first. */
export async function listKitImports(
  em: EntityManager,
  { first, offset }: { first: number; offset: number },
): Promise<{ totalCount: number; rows: KitImport[] }> {
  const orderBy = { createdAt: 'desc', id: 'asc' } as const;
  const [rows, totalCount] = await em.findAndCount(KitImport, {}, { orderBy, limit: first, offset });
  return { totalCount, rows };
}
