import { Button, Group, SegmentedControl } from '@mantine/core';
import { IconAlertTriangle, IconUser, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { ImportEntry, ImportOutcome } from '../../gql/graphql.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Pager } from '../../ui/Pager.tsx';
import classes from './ImportTable.module.css';

/** A line of the file as the tables show it. */
export interface ShownRow {
  line: number;
  outcome: ImportOutcome;
  entry?: ImportEntry | null | undefined;
  username: string;
  email: string;
  firstName: string;
  lastName: string;
  field?: string | null | undefined;
  message?: string | null | undefined;
  suggestion?: string | null | undefined;
  password?: string | null | undefined;
}

const pageSize = 100;

const looks = {
  NEW: { before: 'new', after: 'made', tone: 'good', Icon: IconUserPlus },
  EXISTING: { before: 'has an account', after: 'has an account', tone: 'calm', Icon: IconUser },
  PROBLEM: { before: 'problem', after: 'left out', tone: 'bad', Icon: IconAlertTriangle },
} as const;

const entryWords: Record<ImportEntry, { before: string; after: string }> = {
  ENTERS: { before: 'enters', after: 'entered' },
  TAKES_PART: { before: 'takes part already', after: 'took part already' },
  REFUSED: { before: 'does not enter', after: 'did not enter' },
};

interface Props {
  rows: readonly ShownRow[];
  /** Whether the import has been made. */
  isDone: boolean;
  hasEvent: boolean;
}

/** Every line of the file with what becomes, or became, of it. Can be narrowed to one outcome. */
export function ImportTable({ rows, isDone, hasEvent }: Props) {
  const [shown, setShown] = useState<ImportOutcome | 'ALL'>('ALL');
  const [offset, setOffset] = useState(0);
  const tense = isDone ? 'after' : 'before';
  const fitting = shown === 'ALL' ? rows : rows.filter(({ outcome }) => outcome === shown);
  const hasPasswords = rows.some(({ password }) => password != null);
  const count = (outcome: ImportOutcome) => rows.filter((row) => row.outcome === outcome).length;
  const outcomes = Object.keys(looks) as ImportOutcome[];
  return (
    <>
      <Group mb="xs">
        <SegmentedControl
          size="xs"
          aria-label="Which lines"
          value={shown}
          onChange={(value) => {
            setShown(value as ImportOutcome | 'ALL');
            setOffset(0);
          }}
          data={[
            { value: 'ALL', label: `all ${rows.length}` },
            ...outcomes.map((outcome) => ({ value: outcome, label: `${looks[outcome][tense]} ${count(outcome)}` })),
          ]}
        />
        {shown !== 'ALL' && fitting.length === 0 && (
          <Button size="compact-xs" variant="subtle" onClick={() => setShown('ALL')}>
            None like that: show all
          </Button>
        )}
      </Group>
      <DataTable label="Lines of the file">
        <thead>
          <tr>
            <th scope="col" data-numeric>
              line
            </th>
            <th scope="col">{isDone ? 'what became of it' : 'what becomes of it'}</th>
            <th scope="col">user name</th>
            {hasPasswords && <th scope="col">password</th>}
            <th scope="col">e-mail</th>
            <th scope="col">name</th>
            {hasEvent && <th scope="col">event</th>}
            <th scope="col">note</th>
          </tr>
        </thead>
        <tbody>
          {fitting.slice(offset, offset + pageSize).map((row) => (
            <Row key={row.line} row={row} tense={tense} hasEvent={hasEvent} hasPasswords={hasPasswords} />
          ))}
        </tbody>
      </DataTable>
      <Pager offset={offset} pageSize={pageSize} totalCount={fitting.length} onMove={setOffset} />
    </>
  );
}

function Row(props: { row: ShownRow; tense: 'before' | 'after'; hasEvent: boolean; hasPasswords: boolean }) {
  const { row, tense, hasEvent, hasPasswords } = props;
  const look = looks[row.outcome];
  const isProblem = row.outcome === 'PROBLEM';
  return (
    <tr data-testid="import-row" data-line={row.line} data-outcome={row.outcome}>
      <th scope="row" data-numeric>
        {row.line}
      </th>
      <td>
        <span className={classes['outcome']} data-tone={look.tone}>
          <look.Icon size={15} stroke={1.9} aria-hidden="true" />
          {look[tense]}
        </span>
      </td>
      <td>{row.username || '–'}</td>
      {hasPasswords && <td className={classes['password']}>{row.password ?? '–'}</td>}
      <td>{row.email || '–'}</td>
      <td>{[row.firstName, row.lastName].filter(Boolean).join(' ') || '–'}</td>
      {hasEvent && <td>{row.entry ? entryWords[row.entry][tense] : '–'}</td>}
      <td>
        <div className={`${classes['message']} ${isProblem ? classes['problem'] : ''}`}>
          {isProblem && row.field ? `${row.field}: ` : ''}
          {row.message}
          {isProblem && row.suggestion ? ` “${row.suggestion}” would be free.` : ''}
        </div>
      </td>
    </tr>
  );
}
