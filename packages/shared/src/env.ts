import { z } from 'zod';

/** Reads a process's settings. Empty strings count as unset; all problems are printed at once, then the process ends. */
export function parseEnv<T extends z.ZodType>(schema: T, source: NodeJS.ProcessEnv): z.output<T> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  console.error(`The settings in the environment need fixing:\n${z.prettifyError(parsed.error)}`);
  process.exit(1);
}
