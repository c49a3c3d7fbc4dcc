import { useQuery } from '@apollo/client/react';
import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useParams, useSearchParams } from 'react-router';
import { graphql } from '../../gql/gql.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { InvitationsTable } from './InvitationsTable.tsx';
import { InviteForm } from './InviteForm.tsx';
import { Preapprovals } from './Preapprovals.tsx';
import { ForOrganisers } from './SettingsPage.tsx';

const INVITATIONS = graphql(`
  query EventInvitations($slug: String!, $first: Int!, $offset: Int!) {
    event(slug: $slug) {
      id
      slug
      phase
      invitations(first: $first, offset: $offset) {
        totalCount
        rows {
          ...InvitationsTable_invitation
        }
      }
      ...Preapprovals_event
    }
  }
`);

const pageSize = 50;

/** Who was invited by mail, and whose sign-up is approved at once. */
export function InvitationsPage() {
  const { slug = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const offset = Math.max(0, Number(params.get('offset')) || 0);
  const { data, error, refetch } = useQuery(INVITATIONS, {
    variables: { slug, first: pageSize, offset },
    fetchPolicy: 'cache-and-network',
  });
  const event = data?.event;
  const invitations = event?.invitations;
  return (
    <Page title="Invitations" wide>
      {error && !data && (
        <ErrorBox error={error} title="The invitations could not be read" onRetry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton h={240} aria-busy />}
      {data && !invitations && <ForOrganisers />}
      {event && invitations && (
        <Stack gap="xl">
          <Stack gap="sm">
            <div>
              <Title order={2} size="h4">
                Invitations
              </Title>
              <Text size="sm" c="dimmed" maw={720}>
                Each address gets a link of its own, good once and for 14 days. Whoever has it is in, with an account or
                without, whatever the event asks of others.
              </Text>
            </div>
            {event.phase === 'CLOSED' ? (
              <Text size="sm">The event has closed: nobody can enter it any more.</Text>
            ) : (
              <InviteForm slug={slug} onInvited={() => void refetch()} />
            )}
            {invitations.rows.length === 0 ? (
              <Empty icon={<IconMail size={28} stroke={1.5} />} title="Nobody was invited yet">
                Those whom you invite are listed here, with what became of it.
              </Empty>
            ) : (
              <>
                <InvitationsTable slug={slug} rows={invitations.rows} onRevoked={() => void refetch()} />
                <Pager
                  offset={offset}
                  pageSize={pageSize}
                  totalCount={invitations.totalCount}
                  onMove={(next) => setParams(next === 0 ? {} : { offset: String(next) })}
                />
              </>
            )}
          </Stack>
          <Preapprovals event={event} />
        </Stack>
      )}
    </Page>
  );
}
