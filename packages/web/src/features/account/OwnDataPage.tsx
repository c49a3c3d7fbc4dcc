import { useApolloClient, useMutation } from '@apollo/client/react';
import { Button, Card, Checkbox, Group, List, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { IconDownload, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { restartSession } from '../../lib/apollo.ts';
import { type MyAccount, OwnPage } from './OwnPage.tsx';
import { SavedMark } from './SavedMark.tsx';
import { Trouble } from './Trouble.tsx';
import { useRefusable } from './use-refusable.ts';

const MY_DATA = graphql(`
  query MyData {
    myData
  }
`);
const DELETE_ACCOUNT = graphql(`
  mutation DeleteAccount($input: DeleteAccountInput!) {
    deleteAccount(input: $input) {
      refusal {
        field
        message
      }
    }
  }
`);

/** Everything that is kept about one, to take along; and the end of the account. */
export const OwnDataPage = () => (
  <OwnPage title="Export & delete" lead="Take along what is kept about you, or leave for good.">
    {(account) => (
      <>
        <ExportCard username={account.username} />
        <DeleteCard account={account} />
      </>
    )}
  </OwnPage>
);

function ExportCard({ username }: { username: string }) {
  const client = useApolloClient();
  const { isBusy, refusal, error, done, run } = useRefusable();
  const download = () =>
    run(async () => {
      const { data } = await client.query({ query: MY_DATA, fetchPolicy: 'no-cache' });
      const url = URL.createObjectURL(new Blob([data?.myData ?? ''], { type: 'application/json' }));
      Object.assign(document.createElement('a'), { href: url, download: `databoard-${username}.json` }).click();
      URL.revokeObjectURL(url);
      return 'Downloaded.';
    });
  return (
    <Card withBorder padding="lg" bg="var(--db-surface)">
      <Stack gap="sm">
        <Title order={2} size="h4">
          Your data
        </Title>
        <Text size="sm">
          One JSON file: your profile, teams and events, submissions with their files listed, what you looked at and
          downloaded, and what you were told.
        </Text>
        <Trouble refusal={refusal} error={error} title="The file could not be made" />
        <Group gap="sm">
          <Button
            variant="default"
            leftSection={<IconDownload size={16} />}
            loading={isBusy}
            onClick={() => void download()}
          >
            Download
          </Button>
          <SavedMark words={done} />
        </Group>
      </Stack>
    </Card>
  );
}

function DeleteCard({ account }: { account: MyAccount }) {
  const [remove] = useMutation(DELETE_ACCOUNT);
  const navigate = useNavigate();
  const [isSure, setSure] = useState(false);
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const { isBusy, refusal, error, run } = useRefusable();
  const leave = async () => {
    setWrong(null);
    const isDone = await run(
      async () =>
        (await remove({ variables: { input: { currentPassword: password || null } } })).data?.deleteAccount.refusal,
      ({ field, message }) => {
        if (field === 'currentPassword') setWrong(message);
        return field === 'currentPassword';
      },
    );
    if (!isDone) return;
    await navigate(paths.events());
    await restartSession();
  };
  return (
    <Card withBorder padding="lg" bg="var(--db-surface)">
      <Stack gap="sm">
        <Title order={2} size="h4">
          Delete the account
        </Title>
        <List size="sm" spacing={2}>
          <List.Item>Your name, e-mail address, profile, sessions, tokens and news go at once, for good.</List.Item>
          <List.Item>What you submitted stays on the boards, under a name that tells nothing.</List.Item>
          <List.Item>Nobody can bring the account back, the people who run this site neither.</List.Item>
        </List>
        <Trouble refusal={refusal} error={error} title="The account was not deleted" />
        <Checkbox
          label={`I want to delete @${account.username} for good`}
          checked={isSure}
          onChange={({ currentTarget }) => setSure(currentTarget.checked)}
        />
        {account.hasPassword && (
          <PasswordInput
            label="Your password"
            maw={320}
            error={wrong}
            value={password}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': 'Show what I typed' }}
            autoComplete="current-password"
          />
        )}
        <Group>
          <Button
            color="red"
            leftSection={<IconTrash size={16} />}
            disabled={!isSure || (account.hasPassword === true && password === '')}
            loading={isBusy}
            onClick={() => void leave()}
          >
            Delete my account
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
