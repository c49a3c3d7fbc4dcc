import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { AuditTable_EntryFragment } from '../../gql/graphql.ts';
import { absoluteTime, dateTimeWords } from '../../lib/time-words.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import classes from './AuditTable.module.css';
import { actWords, detailName } from './act-words.ts';
import type { AuditFilter } from './audit-filter.ts';

graphql(`
  fragment AuditTable_entry on AuditEntry {
    id
    at
    actor {
      id
      username
      displayName
    }
    act
    eventSlug
    eventTitle
    subjectKind
    subjectId
    subjectName
    details {
      name
      from
      to
    }
  }
`);

interface Props {
  entries: readonly AuditTable_EntryFragment[];
  hasEventColumn: boolean;
  /** The address of the log narrowed by one more thing. */
  narrowed: (change: Partial<AuditFilter>) => string;
}

/** Who did what, when, to what, and what changed by it. Names narrow the list to themselves. */
export function AuditTable({ entries, hasEventColumn, narrowed }: Props) {
  return (
    <DataTable label="Audit log">
      <thead>
        <tr>
          <th scope="col">when</th>
          <th scope="col">who</th>
          <th scope="col">what</th>
          <th scope="col">of</th>
          {hasEventColumn && <th scope="col">event</th>}
          <th scope="col">details</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id} data-testid="audit-entry" data-act={entry.act}>
            <td>
              <time dateTime={entry.at} title={absoluteTime(entry.at)}>
                {dateTimeWords(entry.at)}
              </time>
            </td>
            <th scope="row">
              {entry.actor ? (
                <Anchor component={Link} to={narrowed({ actor: entry.actor.username })} size="sm">
                  {entry.actor.displayName}
                </Anchor>
              ) : (
                'the platform'
              )}
            </th>
            <td>
              <Anchor component={Link} to={narrowed({ act: entry.act })} size="sm">
                {actWords(entry.act)}
              </Anchor>
            </td>
            <td>
              <Subject entry={entry} narrowed={narrowed} />
            </td>
            {hasEventColumn && (
              <td>
                {entry.eventSlug ? (
                  <Anchor component={Link} to={paths.event(entry.eventSlug)} size="sm">
                    {entry.eventTitle}
                  </Anchor>
                ) : (
                  '–'
                )}
              </td>
            )}
            <td className={classes['details']}>
              {entry.details.map((detail) => (
                <div key={detail.name}>
                  <span className={classes['name']}>{detailName(detail.name)}:</span>{' '}
                  {detail.from !== null && <del>{detail.from}</del>} {detail.to ?? 'none'}
                </div>
              ))}
              {entry.details.length === 0 && '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function Subject({ entry, narrowed }: { entry: AuditTable_EntryFragment; narrowed: Props['narrowed'] }) {
  const { subjectKind, subjectId, subjectName } = entry;
  if (subjectId === null) return subjectKind;
  const name = subjectName ?? (subjectId.length > 12 ? `${subjectId.slice(0, 8)}…` : subjectId);
  return (
    <>
      {subjectKind}{' '}
      {subjectKind === 'submission' ? (
        <Anchor component={Link} to={paths.submission(subjectId)} size="sm" underline="always">
          {name}
        </Anchor>
      ) : (
        <Anchor component={Link} to={narrowed({ subject: subjectId })} size="sm" underline="always" title={subjectId}>
          {name}
        </Anchor>
      )}
    </>
  );
}
