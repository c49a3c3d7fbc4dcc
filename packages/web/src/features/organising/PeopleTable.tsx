import { Checkbox } from '@mantine/core';
import { IconCheck, IconHourglass, IconX } from '@tabler/icons-react';
import { graphql } from '../../gql/gql.ts';
import type { ParticipationState, PeopleTable_RowFragment } from '../../gql/graphql.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import classes from './PeopleTable.module.css';

graphql(`
  fragment PeopleTable_row on EventPeopleRow {
    id
    state
    teamName
    submissionCount
    createdAt
    decidedAt
    decidedBy
    note
    members {
      username
      displayName
      email
      isEmailConfirmed
    }
  }
`);

const looks = {
  ASKED: { word: 'waiting', Icon: IconHourglass },
  APPROVED: { word: 'in', Icon: IconCheck },
  REJECTED: { word: 'turned down', Icon: IconX },
} satisfies Record<ParticipationState, object>;

interface Props {
  rows: readonly PeopleTable_RowFragment[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}

/** Teams with their people; each can be chosen, and all of the page at once. */
export function PeopleTable({ rows, chosen, onChoose }: Props) {
  const isAll = rows.every(({ id }) => chosen.has(id));
  const toggle = (id: string) =>
    onChoose(new Set(chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id]));
  return (
    <DataTable label="People">
      <thead>
        <tr>
          <th scope="col">
            <span className={classes['team']}>
              <Checkbox
                size="xs"
                aria-label="Choose all on this page"
                checked={isAll}
                indeterminate={!isAll && chosen.size > 0}
                onChange={() => onChoose(new Set(isAll ? [] : rows.map(({ id }) => id)))}
              />
              team
            </span>
          </th>
          <th scope="col">people</th>
          <th scope="col">state</th>
          <th scope="col" data-numeric>
            submissions
          </th>
          <th scope="col">asked</th>
          <th scope="col">answered</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const { word, Icon } = looks[row.state];
          return (
            <tr key={row.id} data-testid="person-row" data-state={row.state}>
              <th scope="row">
                <span className={classes['team']}>
                  <Checkbox
                    size="xs"
                    aria-label={`Choose ${row.teamName}`}
                    checked={chosen.has(row.id)}
                    onChange={() => toggle(row.id)}
                  />
                  {row.teamName}
                </span>
              </th>
              <td>
                {row.members.map((member) => (
                  <div key={member.username}>
                    {member.displayName} · {member.email}
                    {!member.isEmailConfirmed && <span className={classes['unproven']}> (not confirmed)</span>}
                  </div>
                ))}
              </td>
              <td>
                <span className={classes['state']} data-state={row.state}>
                  <Icon size={14} aria-hidden="true" />
                  {word}
                </span>
              </td>
              <td data-numeric>{row.submissionCount}</td>
              <td>
                <TimeAgo at={row.createdAt} />
              </td>
              <td title={row.note ?? undefined}>
                {row.decidedAt ? <TimeAgo at={row.decidedAt} /> : '–'}
                {row.decidedBy && ` by ${row.decidedBy}`}
                {row.note && ` · “${row.note.length > 30 ? `${row.note.slice(0, 30)}…` : row.note}”`}
              </td>
            </tr>
          );
        })}
      </tbody>
    </DataTable>
  );
}
