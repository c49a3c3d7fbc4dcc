import { graphql } from '../../gql/gql.ts';
import type { NotebookCells_NotebookFragment } from '../../gql/graphql.ts';
import { CodeArea } from '../../ui/CodeArea.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import classes from './NotebookCells.module.css';

graphql(`
  fragment NotebookCells_notebook on Notebook {
    language
    cells {
      kind
      source
      executionCount
      outputs {
        kind
        text
        dataUrl
      }
    }
  }
`);

type Cell = NotebookCells_NotebookFragment['cells'][number];

/** A notebook's cells: text, code, and what it printed and drew. */
export function NotebookCells(props: { notebook: NotebookCells_NotebookFragment; pictures: string }) {
  const { notebook, pictures } = props;
  return (
    <div className={classes['cells']}>
      {notebook.cells.map((cell, index) => (
        // Cells have no names and never move.
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a cell is
        <div key={index} className={classes['cell']} data-testid="notebook-cell">
          <CellSource cell={cell} isPython={notebook.language === 'python'} pictures={pictures} />
          {cell.outputs.map((output, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <Output key={place} output={output} />
          ))}
        </div>
      ))}
    </div>
  );
}

function CellSource({ cell, isPython, pictures }: { cell: Cell; isPython: boolean; pictures: string }) {
  if (cell.kind === 'MARKDOWN') return <Markdown source={cell.source} pictures={pictures} />;
  if (cell.kind === 'RAW') return <pre className={classes['output']}>{cell.source}</pre>;
  if (cell.source === '') return null;
  const label = cell.executionCount == null ? 'Code' : `Code, run as number ${cell.executionCount}`;
  return (
    <div className={classes['code']}>
      <CodeArea value={cell.source} label={label} isPython={isPython} minHeight="0" />
    </div>
  );
}

function Output({ output }: { output: Cell['outputs'][number] }) {
  if (output.kind === 'IMAGE' && output.dataUrl) {
    return <img src={output.dataUrl} alt="What the code above has drawn" className={classes['picture']} />;
  }
  if (output.kind === 'OMITTED') return <p className={classes['omitted']}>not shown: {output.text}</p>;
  return (
    <pre className={classes['output']} data-error={output.kind === 'ERROR' || undefined}>
      {output.text}
    </pre>
  );
}
