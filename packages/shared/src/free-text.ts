import { z } from 'zod';

/**
 * Text that people, code or libraries have written. What PostgreSQL cannot hold as text or JSON, the character U+0000 and
 * halves of surrogate pairs, is replaced: whoever writes it must not make a whole report unstorable.
 */
export const freeText = (max: number) =>
  z
    .string()
    .overwrite((value) => value.replaceAll('\0', '\uFFFD').toWellFormed())
    .max(max);
