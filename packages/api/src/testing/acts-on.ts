import { AuditEntry } from '../audit/audit-entry.entity.js';
import type { TestApp } from './test-app.js';

/** What the audit log says was done to a subject, in order. */
export async function actsOn(test: Pick<TestApp, 'app'>, subjectId: string): Promise<string[]> {
  const entries = await test.app.orm.em.fork().find(AuditEntry, { subjectId }, { orderBy: { at: 'asc' } });
  return entries.map(({ act }) => act);
}
