import { useMutation } from '@apollo/client/react';
import { Alert, Button } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconClockX, IconMail, IconMailOff } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { InvitationState, InvitationsTable_InvitationFragment } from '../../gql/graphql.ts';
import { ConfirmModal } from '../../ui/ConfirmModal.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import classes from './PeopleTable.module.css';

graphql(`
  fragment InvitationsTable_invitation on Invitation {
    id
    email
    state
    createdAt
    expiresAt
    acceptedAt
    revokedAt
    invitedBy {
      id
      displayName
    }
    acceptedBy {
      id
      username
    }
  }
`);

const REVOKE = graphql(`
  mutation RevokeInvitation($input: RevokeInvitationInput!) {
    revokeInvitation(input: $input) {
      refusal {
        message
      }
    }
  }
`);

const looks = {
  OPEN: { word: 'open', Icon: IconMail },
  ACCEPTED: { word: 'accepted', Icon: IconCheck },
  EXPIRED: { word: 'expired', Icon: IconClockX },
  REVOKED: { word: 'taken back', Icon: IconMailOff },
} satisfies Record<InvitationState, object>;

interface Props {
  slug: string;
  rows: readonly InvitationsTable_InvitationFragment[];
  onRevoked: () => void;
}

/** What became of each invitation; those still open can be taken back. */
export function InvitationsTable({ slug, rows, onRevoked }: Props) {
  const [asked, setAsked] = useState<InvitationsTable_InvitationFragment | null>(null);
  const [revoke, { data, error }] = useMutation(REVOKE);
  const refusal = data?.revokeInvitation.refusal;
  const takeBack = async (invitationId: string) => {
    await revoke({ variables: { input: { eventSlug: slug, invitationId } } }).catch(() => undefined);
    onRevoked();
  };
  return (
    <>
      {refusal && (
        <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
          {refusal.message}
        </Alert>
      )}
      {error && <ErrorBox error={error} title="The invitation stands as before" />}
      <DataTable label="Invitations">
        <thead>
          <tr>
            {['address', 'state', 'sent', 'by', 'until', 'take back'].map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((invitation) => {
            const { word, Icon } = looks[invitation.state];
            return (
              <tr key={invitation.id} data-testid="invitation-row" data-state={invitation.state}>
                <th scope="row">{invitation.email}</th>
                <td>
                  <span className={classes['state']}>
                    <Icon size={14} aria-hidden="true" />
                    {word}
                    {invitation.acceptedBy && ` by ${invitation.acceptedBy.username}`}
                  </span>
                </td>
                <td>
                  <TimeAgo at={invitation.createdAt} />
                </td>
                <td>{invitation.invitedBy?.displayName ?? '–'}</td>
                <td>{invitation.state === 'OPEN' ? <TimeAgo at={invitation.expiresAt} /> : '–'}</td>
                <td>
                  {invitation.state === 'OPEN' ? (
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={`Take back the invitation of ${invitation.email}`}
                      onClick={() => setAsked(invitation)}
                    >
                      Take back
                    </Button>
                  ) : (
                    '–'
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </DataTable>
      <ConfirmModal
        isOpen={asked !== null}
        title="Take the invitation back?"
        confirmWord="Take back"
        onClose={() => setAsked(null)}
        onConfirm={() => asked && void takeBack(asked.id)}
      >
        The link that {asked?.email} got will let nobody in.
      </ConfirmModal>
    </>
  );
}
