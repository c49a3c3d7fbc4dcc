import { graphql } from '../../gql/gql.ts';
import type { SavedDraftFragment } from '../../gql/graphql.ts';
import type { DraftFiles, StoredDraft } from './draft-state.ts';

// What every mutation answers with that makes another version of a draft.
graphql(`
  fragment SavedDraft on Draft {
    id
    version
    savedAt
    files {
      path
      content
    }
    sources {
      ...DraftSources_source
    }
  }
`);

/** Files as the api lists them. */
export interface ListedFile {
  path: string;
  content: string;
}

/** A list of files as contents by path. */
export const filesByPath = (files: readonly ListedFile[]): DraftFiles =>
  Object.fromEntries(files.map(({ path, content }) => [path, content]));

/** Contents by path as the api takes them. */
export const listFiles = (files: DraftFiles): ListedFile[] =>
  Object.entries(files).map(([path, content]) => ({ path, content }));

/** What the api has stored, as the editor keeps it. */
export const storedDraft = ({ version, savedAt, files }: Pick<SavedDraftFragment, 'version' | 'savedAt' | 'files'>) =>
  ({ version, savedAt: savedAt ?? null, files: filesByPath(files) }) satisfies StoredDraft;
