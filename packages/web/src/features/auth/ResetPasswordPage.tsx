import { useMutation } from '@apollo/client/react';
import { Anchor, Button, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCircleCheck, IconMailQuestion } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { restartSession } from '../../lib/apollo.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { AuthCard } from './AuthCard.tsx';

const RESET_PASSWORD = graphql(`
  mutation ResetPassword($input: ResetPasswordInput!) {
    resetPassword(input: $input) {
      refusal {
        field
        message
      }
    }
  }
`);

/** Where the link in a mail leads: a new password, then signing in with it. */
export function ResetPasswordPage() {
  const token = useLocation().hash.slice(1);
  const [reset, { error, loading }] = useMutation(RESET_PASSWORD);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isDone, setDone] = useState(false);
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: (value) => (value.length >= 8 ? null : 'A password has at least 8 characters.') },
  });
  const submit = form.onSubmit(async ({ password }) => {
    setRefusal(null);
    try {
      const { data } = await reset({ variables: { input: { token, password } } });
      const refused = data?.resetPassword.refusal;
      if (!refused) {
        await restartSession();
        setDone(true);
      } else if (refused.field === 'password') form.setFieldError('password', refused.message);
      else setRefusal(refused.message);
    } catch {
      // Shown through the mutation's `error`; what was typed stays.
    }
  });
  if (isDone) return <Done />;
  if (token === '') return <NoLink />;
  return (
    <AuthCard
      title="Choose a new password"
      lead="It signs you out everywhere."
      submitWord="Set the password"
      onSubmit={submit}
      isBusy={loading}
      refusal={refusal}
      error={error}
      foot={
        <Anchor component={Link} to={paths.forgotPassword()} inherit>
          Ask for another link
        </Anchor>
      }
    >
      <PasswordInput
        label="New password"
        description="At least 8 characters."
        visibilityToggleButtonProps={{ 'aria-label': 'Show what I typed' }}
        autoComplete="new-password"
        {...form.getInputProps('password')}
      />
    </AuthCard>
  );
}

const Done = () => (
  <Page title="The password is set">
    <Empty
      icon={<IconCircleCheck size={28} stroke={1.5} />}
      title="Your new password is set"
      action={
        <Button component={Link} to={paths.signIn()}>
          Sign in
        </Button>
      }
    >
      Every browser was signed out. If you think that somebody else was in, look through your access tokens, too.
    </Empty>
  </Page>
);

const NoLink = () => (
  <Page title="Choose a new password">
    <Empty
      icon={<IconMailQuestion size={28} stroke={1.5} />}
      title="Open the link in the mail"
      action={
        <Button component={Link} to={paths.forgotPassword()}>
          Ask for a link
        </Button>
      }
    >
      This page works with the link that we mail you; the address here has lost its end.
    </Empty>
  </Page>
);
