import { useMutation } from '@apollo/client/react';
import { Alert, Anchor, Button, Text, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { kindWords } from './kind-words.ts';

const UNSUBSCRIBE = graphql(`
  mutation Unsubscribe($input: UnsubscribeInput!) {
    unsubscribe(input: $input) {
      kind
      refusal {
        message
      }
    }
  }
`);

/** Behind the link of a mail: turns such mails off after a click, since programs open links too. Nobody need sign in. */
export function UnsubscribePage() {
  const [params] = useSearchParams();
  const [unsubscribe, { data, error, loading }] = useMutation(UNSUBSCRIBE);
  const result = data?.unsubscribe;
  const stop = () =>
    void unsubscribe({ variables: { input: { token: params.get('token') ?? '' } } }).catch(() => undefined);
  return (
    <Page title="No more mails like this">
      <Title order={1} mb="sm">
        No more mails like this?
      </Title>
      {result?.kind ? (
        <Alert color="teal" variant="light" icon={<IconCheck size={18} />} title="Turned off" role="status">
          You get no more mails about: {kindWords[result.kind].title.toLowerCase()}. The news stay in your list on this
          site.
        </Alert>
      ) : (
        <>
          <Text mb="md">
            You came here from a link in a mail. Click, and no more mails of its kind are sent to you.
          </Text>
          {result?.refusal && (
            <Alert color="red" variant="light" title="Nothing was changed" role="alert" mb="md">
              {result.refusal.message} Sign in to choose what you hear of.
            </Alert>
          )}
          {error && <ErrorBox error={error} title="Nothing was changed" onRetry={stop} />}
          <Button onClick={stop} loading={loading}>
            Send me no more of these
          </Button>
        </>
      )}
      <Text size="sm" mt="lg">
        <Anchor component={Link} to={paths.notificationPreferences()}>
          All that you can choose
        </Anchor>
      </Text>
    </Page>
  );
}
