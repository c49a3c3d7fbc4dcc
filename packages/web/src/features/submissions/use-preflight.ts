import { useQuery } from '@apollo/client/react';
import { useDebouncedValue } from '@mantine/hooks';
import { graphql } from '../../gql/gql.ts';
import type { PreflightQuery } from '../../gql/graphql.ts';
import type { DraftFiles } from './draft-state.ts';
import { sameFiles } from './draft-state.ts';
import { listFiles } from './saved-draft.ts';

const PREFLIGHT = graphql(`
  query Preflight($input: PreflightInput!) {
    preflight(input: $input) {
      isAccepted
      files {
        path
        bytes
        requires
        isRequiredFound
        findings {
          severity
          line
          column
          message
        }
      }
    }
  }
`);

/** What the server says of the files as they are typed. */
export type Look = PreflightQuery['preflight'];

// Typing pauses for longer than between two keys, and shorter than a thought.
const pauseMs = 350;

/** Asks the server for a look at the files whenever typing pauses. `look` is the last answer; `isCurrent` says of these files. */
export function usePreflight(eventSlug: string, files: DraftFiles): { look: Look | null; isCurrent: boolean } {
  const [settled] = useDebouncedValue(files, pauseMs);
  const { data, previousData, loading } = useQuery(PREFLIGHT, {
    variables: { input: { eventSlug, files: listFiles(settled) } },
    // Code is no part of the cache, and nobody else asks the same.
    fetchPolicy: 'no-cache',
  });
  const look = data?.preflight ?? previousData?.preflight ?? null;
  return { look, isCurrent: look !== null && !loading && data !== undefined && sameFiles(settled, files) };
}
