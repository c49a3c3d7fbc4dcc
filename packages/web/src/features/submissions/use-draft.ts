import { useMutation } from '@apollo/client/react';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { graphql } from '../../gql/gql.ts';
import { errorWords } from '../../lib/error-words.ts';
import {
  type DraftFiles,
  type DraftState,
  draftReducer,
  hasUnsaved,
  maySave,
  openDraft,
  type StoredDraft,
  saveDelayMs,
} from './draft-state.ts';

const SAVE_DRAFT = graphql(`
  mutation SaveDraft($input: SaveDraftInput!) {
    saveDraft(input: $input) {
      draft {
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
      refusal {
        reason
        field
        message
      }
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

/** The draft under the editor, saved by itself about a second after typing pauses, and when the page is left. */
export function useDraft(eventSlug: string, initial: StoredDraft) {
  const [state, dispatch] = useReducer(draftReducer, initial, openDraft);
  const [saveDraft] = useMutation(SAVE_DRAFT);
  const latest = useRef<DraftState>(state);
  latest.current = state;

  const save = useCallback(async () => {
    const { files, stored, isUpload } = latest.current;
    if (!maySave(latest.current)) return;
    dispatch({ type: 'saving' });
    try {
      const input = { eventSlug, files: listFiles(files), expectedVersion: stored.version, isUpload };
      const { data } = await saveDraft({ variables: { input } });
      const draft = data?.saveDraft.draft;
      const refusal = data?.saveDraft.refusal;
      if (refusal?.reason === 'STALE' && draft) {
        const theirs = { version: draft.version, savedAt: draft.savedAt ?? null, files: filesByPath(draft.files) };
        dispatch({ type: 'conflicted', theirs });
      } else if (refusal) dispatch({ type: 'failed', message: refusal.message });
      else if (draft) {
        dispatch({ type: 'saved', draft: { version: draft.version, savedAt: draft.savedAt ?? null, files } });
      }
    } catch (error) {
      dispatch({ type: 'failed', message: errorWords(error) });
    }
  }, [eventSlug, saveDraft]);

  // A keystroke starts the wait anew.
  useEffect(() => {
    if (!maySave(state)) return;
    const timer = setTimeout(() => void save(), saveDelayMs(state));
    return () => clearTimeout(timer);
  }, [state, save]);

  // Leaving for another page saves at once; leaving the site asks first.
  useEffect(() => () => void save(), [save]);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (hasUnsaved(latest.current)) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);

  return { state, dispatch, save };
}
