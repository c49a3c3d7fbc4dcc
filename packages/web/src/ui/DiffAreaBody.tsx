import { unifiedMergeView } from '@codemirror/merge';
import { EditorView } from '@codemirror/view';
import { useMemo } from 'react';
import { CodeAreaBody } from './CodeAreaBody.tsx';

/** Two texts of one file. */
export interface DiffAreaBodyProps {
  before: string;
  after: string;
  label: string;
  isPython: boolean;
}

const look = EditorView.theme({
  '.cm-deletedChunk': { backgroundColor: 'var(--db-diff-gone)', paddingLeft: '8px' },
  '.cm-changedLine, .cm-inlineChangedLine': { backgroundColor: 'var(--db-diff-new)' },
  '.cm-changedText': { background: 'none', textDecoration: 'underline', textDecorationColor: 'var(--db-good)' },
  '.cm-deletedText': { background: 'none', textDecoration: 'line-through' },
  '.cm-collapsedLines': {
    background: 'var(--db-canvas)',
    color: 'var(--db-muted)',
    fontSize: '12px',
    padding: '4px 14px',
  },
});

/** The view itself; kept apart so that it loads only where changes are shown. */
export function DiffAreaBody({ before, after, label, isPython }: DiffAreaBodyProps) {
  const more = useMemo(
    () => [
      unifiedMergeView({
        original: before,
        mergeControls: false,
        highlightChanges: true,
        gutter: true,
        collapseUnchanged: { margin: 3, minSize: 6 },
      }),
      look,
    ],
    [before],
  );
  return <CodeAreaBody value={after} label={label} isPython={isPython} minHeight="40px" more={more} />;
}
