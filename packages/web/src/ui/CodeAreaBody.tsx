import { python } from '@codemirror/lang-python';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import CodeMirror, { type Extension } from '@uiw/react-codemirror';
import { useEffect, useMemo, useState } from 'react';

/** What a piece of code needs to be shown; without `onChange` it is for reading only. */
export interface CodeAreaBodyProps {
  value: string;
  label: string;
  isPython: boolean;
  onChange?: (value: string) => void;
  minHeight?: string;
  /** A place to show, counted from 1; another object is another wish. */
  goTo?: { line: number; column: number } | null;
  /** Further extensions; the same array for as long as they are the same. */
  more?: readonly Extension[];
}

const nothing: readonly Extension[] = [];

// Colours come from CSS variables, so that both schemes share one style and switching costs nothing.
const look = EditorView.theme({
  '&': { fontSize: '13px', backgroundColor: 'var(--db-surface)', color: 'var(--mantine-color-text)' },
  '.cm-content': { fontFamily: 'var(--mantine-font-family-monospace)', padding: '10px 0', caretColor: 'currentColor' },
  '.cm-line': { padding: '0 14px 0 8px' },
  '.cm-gutters': {
    backgroundColor: 'var(--db-surface)',
    color: 'var(--db-muted)',
    border: '0',
    fontFamily: 'var(--mantine-font-family-monospace)',
    fontSize: '12px',
  },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 6px 0 12px', minWidth: '36px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--db-hover)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'var(--db-select)',
  },
  '.cm-scroller': { lineHeight: '1.6' },
});

const highlight = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'var(--db-syntax-keyword)' },
    { tag: [tags.string, tags.special(tags.string)], color: 'var(--db-syntax-string)' },
    { tag: [tags.number, tags.bool, tags.null], color: 'var(--db-syntax-number)' },
    { tag: [tags.comment, tags.docString], color: 'var(--db-muted)', fontStyle: 'italic' },
    {
      tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)],
      color: 'var(--db-syntax-name)',
      fontWeight: '600',
    },
    { tag: [tags.className, tags.typeName], color: 'var(--db-syntax-name)' },
  ]),
);

/** The editor itself; kept apart so that it loads only where code is shown. */
export function CodeAreaBody({
  value,
  label,
  isPython,
  onChange,
  minHeight = '160px',
  goTo,
  more = nothing,
}: CodeAreaBodyProps) {
  const [view, setView] = useState<EditorView | null>(null);
  useEffect(() => {
    if (view === null || !goTo) return;
    const line = view.state.doc.line(Math.min(Math.max(1, goTo.line), view.state.doc.lines));
    const anchor = Math.min(line.from + goTo.column - 1, line.to);
    view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
    view.focus();
  }, [view, goTo]);
  const extensions = useMemo(
    () => [
      look,
      highlight,
      EditorView.contentAttributes.of({ 'aria-label': label }),
      EditorView.lineWrapping,
      ...(isPython ? [python()] : []),
      ...more,
    ],
    [isPython, label, more],
  );
  return (
    <CodeMirror
      value={value}
      onCreateEditor={setView}
      theme="none"
      minHeight={minHeight}
      extensions={extensions}
      editable={onChange !== undefined}
      readOnly={onChange === undefined}
      basicSetup={{
        foldGutter: false,
        highlightActiveLine: onChange !== undefined,
        highlightActiveLineGutter: onChange !== undefined,
        autocompletion: onChange !== undefined,
        tabSize: 4,
      }}
      // Escape, then Tab leaves the editor; the label says so.
      indentWithTab={onChange !== undefined}
      {...(onChange ? { onChange } : {})}
    />
  );
}
