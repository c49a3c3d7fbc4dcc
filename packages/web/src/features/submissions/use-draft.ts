import { useMutation } from '@apollo/client/react';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { graphql } from '../../gql/gql.ts';
import { errorWords } from '../../lib/error-words.ts';
import {
  type DraftState,
  draftReducer,
  hasUnsaved,
  maySave,
  openDraft,
  type StoredDraft,
  saveDelayMs,
} from './draft-state.ts';
import { listFiles, storedDraft } from './saved-draft.ts';

const SAVE_DRAFT = graphql(`
  mutation SaveDraft($input: SaveDraftInput!) {
    saveDraft(input: $input) {
      draft {
        ...SavedDraft
      }
      refusal {
        reason
        field
        message
      }
    }
  }
`);

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
        dispatch({ type: 'conflicted', theirs: storedDraft(draft) });
      } else if (refusal) dispatch({ type: 'failed', message: refusal.message });
      else if (draft) dispatch({ type: 'saved', draft: { ...storedDraft(draft), files } });
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
