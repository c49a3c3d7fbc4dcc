import { isDeepStrictEqual } from 'node:util';

/** What an act changes, for the audit log's `details`: each field that differs, as it was and as it becomes. */
export function changesBetween<T extends object>(
  before: T,
  wanted: Partial<Record<keyof T, unknown>>,
): Record<string, { from: unknown; to: unknown }> {
  const changed = Object.entries(wanted).flatMap(([field, to]) => {
    const from = before[field as keyof T];
    return isDeepStrictEqual(from ?? null, to ?? null) ? [] : [[field, { from: from ?? null, to: to ?? null }]];
  });
  return Object.fromEntries(changed);
}
