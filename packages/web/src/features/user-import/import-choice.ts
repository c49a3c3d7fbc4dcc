import type { ImportPasswords } from '../../gql/graphql.ts';
import type { DecodedText } from './decode-text.ts';

/** What is imported, and how. */
export interface ImportChoice {
  file: (DecodedText & { name: string }) | null;
  eventSlug: string | null;
  passwords: ImportPasswords;
  takesSuggestions: boolean;
}
