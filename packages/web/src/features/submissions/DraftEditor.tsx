import { Tabs } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { type Dispatch, useEffect, useState } from 'react';
import { CodeArea } from '../../ui/CodeArea.tsx';
import { DataFile } from './DataFile.tsx';
import classes from './DraftEditor.module.css';
import type { DraftAction, DraftState } from './draft-state.ts';
import { SaveMark } from './SaveMark.tsx';

interface Props {
  elements: readonly { name: string; fileName: string; isPython: boolean; type: 'CODE' | 'TEXT' | 'DATA' }[];
  state: DraftState;
  dispatch: Dispatch<DraftAction>;
  onSave: () => void;
  /** A refusal about one file, or about the files together (`path` is null). */
  refusal: { path: string | null; message: string } | null;
  /** A place to show; another object is another wish. */
  goTo: { path: string; line: number; column: number } | null;
  onReplace: (path: string, file: File) => void;
}

/** One tab per workflow element, with the state of saving beside the tabs. */
export function DraftEditor({ elements, state, dispatch, onSave, refusal, goTo, onReplace }: Props) {
  const [open, setOpen] = useState(elements[0]?.fileName ?? '');
  const refusedPath = refusal?.path;
  useEffect(() => {
    if (refusedPath) setOpen(refusedPath);
  }, [refusedPath]);
  useEffect(() => {
    if (goTo) setOpen(goTo.path);
  }, [goTo]);
  return (
    <Tabs value={open} onChange={(value) => setOpen(value ?? '')} className={classes['frame']} variant="default">
      <div className={classes['bar']}>
        <Tabs.List className={classes['list']}>
          {elements.map(({ fileName }) => (
            <Tabs.Tab
              key={fileName}
              value={fileName}
              className={classes['tab']}
              {...(refusedPath === fileName
                ? { rightSection: <IconAlertCircle size={14} color="var(--db-bad)" aria-label="refused" /> }
                : {})}
            >
              {fileName}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <SaveMark state={state} onSave={onSave} />
      </div>
      {refusal && (
        <p className={classes['refusal']} role="alert">
          <IconAlertCircle size={16} aria-hidden="true" /> {refusal.message}
        </p>
      )}
      {elements.map(({ fileName, isPython, type }) => (
        <Tabs.Panel key={fileName} value={fileName}>
          {type === 'DATA' ? (
            <DataFile
              path={fileName}
              content={state.files[fileName] ?? ''}
              onReplace={(file) => onReplace(fileName, file)}
            />
          ) : (
            <CodeArea
              value={state.files[fileName] ?? ''}
              label={`Code of ${fileName}`}
              isPython={isPython}
              onChange={(content) => dispatch({ type: 'typed', path: fileName, content })}
              goTo={goTo?.path === fileName ? goTo : null}
              minHeight="clamp(280px, calc(100dvh - 330px), 720px)"
            />
          )}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
