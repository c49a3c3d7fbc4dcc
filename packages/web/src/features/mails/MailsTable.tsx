import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react';
import { graphql } from '../../gql/gql.ts';
import type { MailState, MailsTable_MailFragment } from '../../gql/graphql.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import classes from './MailsTable.module.css';

graphql(`
  fragment MailsTable_mail on Mail {
    id
    toAddress
    subject
    state
    attempts
    dueAt
    createdAt
    sentAt
    error
  }
`);

const words: Record<MailState, { word: string; Icon: typeof IconCheck }> = {
  WAITING: { word: 'waiting', Icon: IconClock },
  SENT: { word: 'sent', Icon: IconCheck },
  FAILED: { word: 'given up', Icon: IconAlertTriangle },
};

/** Mails with where they stand; what the server said of a failed attempt is beside it. */
export function MailsTable({ mails }: { mails: readonly MailsTable_MailFragment[] }) {
  return (
    <DataTable label="Mails">
      <thead>
        <tr>
          <th scope="col">to</th>
          <th scope="col">subject</th>
          <th scope="col">state</th>
          <th scope="col" data-numeric>
            attempts
          </th>
          <th scope="col">written</th>
          <th scope="col">sent, or tried next</th>
          <th scope="col">what the server said</th>
        </tr>
      </thead>
      <tbody>
        {mails.map((mail) => {
          const { word, Icon } = words[mail.state];
          return (
            <tr key={mail.id} data-testid="mail" data-state={mail.state}>
              <th scope="row" className={classes['long']} title={mail.toAddress}>
                {mail.toAddress}
              </th>
              <td className={classes['long']} title={mail.subject}>
                {mail.subject}
              </td>
              <td className={classes['state']} data-state={mail.state}>
                <Icon size={14} aria-hidden /> {word}
              </td>
              <td data-numeric>{mail.attempts}</td>
              <td>
                <TimeAgo at={mail.createdAt} />
              </td>
              <td>{mail.state === 'FAILED' ? '–' : <TimeAgo at={mail.sentAt ?? mail.dueAt} />}</td>
              <td className={classes['long']} title={mail.error ?? ''}>
                {mail.error ?? '–'}
              </td>
            </tr>
          );
        })}
      </tbody>
    </DataTable>
  );
}
