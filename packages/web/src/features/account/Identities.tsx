import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import { dateWords } from '../../lib/time-words.ts';
import { ConfirmModal } from '../../ui/ConfirmModal.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Trouble } from './Trouble.tsx';
import { useRefusable } from './use-refusable.ts';

const MY_IDENTITIES = graphql(`
  query MyIdentities {
    myIdentities {
      issuer
      linkedAt
    }
  }
`);
const UNLINK = graphql(`
  mutation UnlinkIdentity($input: UnlinkIdentityInput!) {
    unlinkIdentity(input: $input) {
      refusal {
        message
      }
    }
  }
`);

/** The providers that one can sign in with, and the way to give one up. Nothing where there are none. */
export function Identities() {
  const { data, error, refetch } = useQuery(MY_IDENTITIES, { fetchPolicy: 'cache-and-network' });
  const [unlink] = useMutation(UNLINK);
  const [asked, setAsked] = useState<string | null>(null);
  const { isBusy, refusal, error: failure, run } = useRefusable();
  const giveUp = async (issuer: string) => {
    await run(async () => (await unlink({ variables: { input: { issuer } } })).data?.unlinkIdentity.refusal);
    await refetch().catch(() => undefined);
  };
  if (error && !data) {
    return <ErrorBox error={error} title="Your providers could not be read" onRetry={() => void refetch()} />;
  }
  if (!data || data.myIdentities.length === 0) return null;
  return (
    <Card withBorder padding="lg" bg="var(--db-surface)" maw={460}>
      <Stack gap="sm">
        <Title order={2} size="h4">
          Other ways in
        </Title>
        <Trouble refusal={refusal} error={failure} title="It was not given up" />
        {data.myIdentities.map(({ issuer, linkedAt }) => (
          <Group key={issuer} justify="space-between" wrap="nowrap">
            <div>
              <Text size="sm">{new URL(issuer).host}</Text>
              <Text size="xs" c="dimmed">
                since {dateWords(linkedAt)}
              </Text>
            </div>
            <Button size="xs" variant="default" loading={isBusy} onClick={() => setAsked(issuer)}>
              Give up
            </Button>
          </Group>
        ))}
      </Stack>
      <ConfirmModal
        isOpen={asked !== null}
        title="Give this way in up?"
        confirmWord="Give up"
        onConfirm={() => asked && void giveUp(asked)}
        onClose={() => setAsked(null)}
      >
        You sign in with your password then. Signing in with the provider again brings it back, if the address is the
        same.
      </ConfirmModal>
    </Card>
  );
}
