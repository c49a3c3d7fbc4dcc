import { UnstyledButton } from '@mantine/core';
import { relativeTime } from '../../lib/time-words.ts';
import { useNow } from '../../lib/use-now.ts';
import { type DraftState, saveWord } from './draft-state.ts';
import classes from './SaveMark.module.css';

/** Whether what is typed is safe: "saved 3 s ago". */
export function SaveMark({ state, onSave }: { state: DraftState; onSave: () => void }) {
  const now = Math.max(useNow(), Date.now());
  const word = saveWord(state);
  if (word === 'failed') {
    return (
      <UnstyledButton className={classes['mark']} data-word={word} onClick={onSave} title={state.failure ?? ''}>
        not saved · try again
      </UnstyledButton>
    );
  }
  const words = {
    untouched: 'starting kit',
    unsaved: 'unsaved',
    saving: 'saving',
    saved: state.stored.savedAt ? `saved ${relativeTime(state.stored.savedAt, now)}` : 'saved',
    conflict: 'saved elsewhere',
  }[word];
  return (
    <span className={classes['mark']} data-word={word} data-testid="save-state">
      {words}
    </span>
  );
}
