import { useMutation, useQuery } from '@apollo/client/react';
import { Alert, Button, Card, PasswordInput, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconAlertCircle, IconMailOff } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { restartSession } from '../../lib/apollo.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';

const INVITATION = graphql(`
  query InvitationPreview($token: String!) {
    invitation(token: $token) {
      email
      eventTitle
      eventSlug
      hasAccount
      refusal {
        message
      }
    }
  }
`);

const ACCEPT = graphql(`
  mutation AcceptInvitation($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) {
      event {
        id
        slug
        myParticipation {
          id
          state
        }
      }
      refusal {
        message
      }
    }
  }
`);

const SIGN_UP = graphql(`
  mutation SignUpWithInvitation($input: SignUpWithInvitationInput!) {
    signUpWithInvitation(input: $input) {
      viewer {
        id
      }
      event {
        id
        slug
      }
      refusal {
        field
        message
      }
    }
  }
`);

/** Where the link of an invitation leads. Its secret stands behind the “#”, which browsers send to nobody. */
export function InvitationPage() {
  const { hash } = useLocation();
  const token = hash.slice(1);
  const viewer = useViewer();
  const { data, error, refetch } = useQuery(INVITATION, {
    variables: { token },
    skip: token === '',
    fetchPolicy: 'network-only',
  });
  const invitation = data?.invitation;
  const isGone = token === '' || invitation === null;
  return (
    <Page title="Invitation">
      <Stack maw={420} mx="auto" mt={{ base: 16, sm: 56 }} gap="md">
        {error && !data && (
          <ErrorBox error={error} title="The invitation could not be read" onRetry={() => void refetch()} />
        )}
        {!isGone && !invitation && !error && <Skeleton h={220} aria-busy />}
        {isGone && (
          <Empty icon={<IconMailOff size={28} stroke={1.5} />} title="There is no such invitation">
            Open the link of the mail as it is, to its last letter.
          </Empty>
        )}
        {invitation && (
          <>
            <div>
              <Title order={1}>You are invited</Title>
              <Text c="dimmed" mt={4}>
                to take part in “{invitation.eventTitle}”
              </Text>
            </div>
            {invitation.refusal && (
              <Alert color="orange" icon={<IconAlertCircle size={18} />} role="alert">
                {invitation.refusal.message}
              </Alert>
            )}
            {!invitation.refusal && viewer && <Accept token={token} email={invitation.email} />}
            {!invitation.refusal && viewer === null && invitation.hasAccount && (
              <Card withBorder padding="lg">
                <Stack gap="sm">
                  <Text size="sm">There is an account for {invitation.email}. Sign in, and you come back here.</Text>
                  <Button component={Link} to={paths.signIn(paths.invitation(token))}>
                    Sign in
                  </Button>
                </Stack>
              </Card>
            )}
            {!invitation.refusal && viewer === null && !invitation.hasAccount && (
              <NewAccount token={token} email={invitation.email} />
            )}
          </>
        )}
      </Stack>
    </Page>
  );
}

function Accept({ token, email }: { token: string; email: string }) {
  const viewer = useViewer();
  const navigate = useNavigate();
  const [accept, { loading, data, error }] = useMutation(ACCEPT);
  const refusal = data?.acceptInvitation.refusal;
  const go = async () => {
    const { data: answer } = await accept({ variables: { input: { token } } }).catch(() => ({ data: undefined }));
    const event = answer?.acceptInvitation.event;
    if (event) await navigate(paths.event(event.slug), { replace: true });
  };
  return (
    <Card withBorder padding="lg">
      <Stack gap="sm">
        <Text size="sm">
          You are signed in as <b>{viewer?.username}</b>; the invitation went to {email}. It is good once.
        </Text>
        {refusal && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
            {refusal.message}
          </Alert>
        )}
        {error && <ErrorBox error={error} title="Not accepted" />}
        <Button onClick={() => void go()} loading={loading}>
          Take part
        </Button>
      </Stack>
    </Card>
  );
}

function NewAccount({ token, email }: { token: string; email: string }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState({ username: '', displayName: '', password: '' });
  const [signUp, { loading, data, error }] = useMutation(SIGN_UP);
  const refusal = data?.signUpWithInvitation.refusal;
  const errorAt = (field: string) => (refusal?.field === field ? refusal.message : null);
  const input = (field: keyof typeof typed) => ({
    value: typed[field],
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
      setTyped({ ...typed, [field]: currentTarget.value }),
    error: errorAt(field),
  });
  const send = async (submitted: FormEvent) => {
    submitted.preventDefault();
    if (loading) return;
    const variables = { input: { token, ...typed, displayName: typed.displayName.trim() || null } };
    const { data: answer } = await signUp({ variables }).catch(() => ({ data: undefined }));
    const event = answer?.signUpWithInvitation.event;
    if (!event) return;
    await restartSession();
    await navigate(paths.event(event.slug), { replace: true });
  };
  return (
    <Card withBorder padding="lg">
      <form onSubmit={(submitted) => void send(submitted)} noValidate aria-label="New account">
        <Stack gap="sm">
          <Text size="sm">An account for {email}, and you are in.</Text>
          {refusal && !['username', 'password', 'displayName'].includes(refusal.field ?? '') && (
            <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
              {refusal.message}
            </Alert>
          )}
          {error && <ErrorBox error={error} title="Not signed up" />}
          <TextInput
            label="Username"
            description="Others see it on the leaderboard."
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            {...input('username')}
          />
          <TextInput label="Full name" description="Optional." autoComplete="name" {...input('displayName')} />
          <PasswordInput
            label="Password"
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show what I typed' }}
            {...input('password')}
          />
          <Button type="submit" loading={loading}>
            Sign up and take part
          </Button>
        </Stack>
      </form>
    </Card>
  );
}
