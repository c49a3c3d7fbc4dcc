import { z } from 'zod';

/** How the Python side says that a kit cannot be used. */
export const refusedAnswer = z.object({
  kind: z.literal('refused'),
  message: z.string(),
  fileName: z.string().nullable(),
  line: z.number().int().nullable(),
});

/** The kit is at fault: its author must fix it. Describing a kit turns this into data; a fold run cannot go on. */
export class KitRefused extends Error {
  override readonly name = 'KitRefused';
  readonly fileName: string | null;
  readonly line: number | null;

  constructor(answer: Omit<z.output<typeof refusedAnswer>, 'kind'>) {
    super(answer.message);
    this.fileName = answer.fileName;
    this.line = answer.line;
  }
}
