/** Contents by path. */
export type DraftFiles = Readonly<Record<string, string>>;

/** A draft as the server holds it. */
export interface StoredDraft {
  version: number;
  savedAt: string | null;
  files: DraftFiles;
}

/**
 * What the editor knows about its draft. `files` is what is shown; `stored` what the server is known to hold. `theirs`
 * is set when the draft was saved elsewhere in between: nothing is written until the participant has chosen.
 */
export interface DraftState {
  files: DraftFiles;
  stored: StoredDraft;
  isSaving: boolean;
  failure: string | null;
  theirs: StoredDraft | null;
  /** What is not saved yet came from an upload. */
  isUpload: boolean;
}

export type DraftAction =
  | { type: 'typed'; path: string; content: string }
  | { type: 'replaced'; files: DraftFiles; isUpload?: boolean }
  | { type: 'restored'; draft: StoredDraft }
  | { type: 'saving' }
  | { type: 'saved'; draft: StoredDraft }
  | { type: 'failed'; message: string }
  | { type: 'conflicted'; theirs: StoredDraft }
  | { type: 'kept-mine' }
  | { type: 'took-theirs' };

/** The state of an editor that has just read its draft. */
export const openDraft = (stored: StoredDraft): DraftState => ({
  files: stored.files,
  stored,
  isSaving: false,
  failure: null,
  theirs: null,
  isUpload: false,
});

/** The next state. Text that was typed is only ever dropped by `replaced`, `restored` and `took-theirs`, which a person chose. */
export function draftReducer(state: DraftState, action: DraftAction): DraftState {
  switch (action.type) {
    case 'typed':
      return { ...state, files: { ...state.files, [action.path]: action.content } };
    case 'replaced':
      return { ...state, files: action.files, isUpload: action.isUpload === true };
    case 'restored':
      return openDraft(action.draft);
    case 'saving':
      return { ...state, isSaving: true };
    case 'saved':
      return { ...state, isSaving: false, failure: null, stored: action.draft, isUpload: false };
    case 'failed':
      return { ...state, isSaving: false, failure: action.message };
    case 'conflicted':
      // The same text saved elsewhere is no conflict: only the version has moved on.
      return sameFiles(action.theirs.files, state.files)
        ? { ...state, isSaving: false, failure: null, stored: action.theirs }
        : { ...state, isSaving: false, failure: null, theirs: action.theirs };
    case 'kept-mine':
      // The next save names their version, so it replaces exactly what was shown, and nothing newer.
      return state.theirs ? { ...state, stored: state.theirs, theirs: null } : state;
    case 'took-theirs':
      return state.theirs ? openDraft(state.theirs) : state;
  }
}

/** Whether something typed is not on the server yet. */
export const hasUnsaved = (state: DraftState): boolean => !sameFiles(state.files, state.stored.files);

/** Whether the editor may save by itself now. */
export const maySave = (state: DraftState): boolean => hasUnsaved(state) && !state.isSaving && state.theirs === null;

/** How long to wait before saving by itself: until typing pauses, longer after a failure. */
export const saveDelayMs = (state: DraftState): number => (state.failure === null ? 1_000 : 5_000);

/** Whether two sets of files hold the same text. */
export function sameFiles(one: DraftFiles, other: DraftFiles): boolean {
  const paths = Object.keys(one);
  return paths.length === Object.keys(other).length && paths.every((path) => one[path] === other[path]);
}

/** What stands beside the tab title. */
export type SaveWords = 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict' | 'untouched';

/** The state of saving in one word. */
export function saveWord(state: DraftState): SaveWords {
  if (state.theirs) return 'conflict';
  if (state.failure !== null) return 'failed';
  if (state.isSaving) return 'saving';
  if (hasUnsaved(state)) return 'unsaved';
  return state.stored.savedAt === null ? 'untouched' : 'saved';
}
