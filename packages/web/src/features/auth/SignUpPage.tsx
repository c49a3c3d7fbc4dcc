import { useMutation } from '@apollo/client/react';
import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { backFrom, paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { restartSession } from '../../lib/apollo.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { AuthCard } from './AuthCard.tsx';

const SIGN_UP = graphql(`
  mutation SignUp($input: SignUpInput!) {
    signUp(input: $input) {
      viewer {
        id
      }
      refusal {
        reason
        field
        message
      }
    }
  }
`);

const fields = ['username', 'email', 'displayName', 'password'] as const;

/** Where a visitor becomes a user; signs in at once. */
export function SignUpPage() {
  const { search } = useLocation();
  const navigate = useNavigate();
  const [signUp, { error, reset }] = useMutation(SIGN_UP);
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({
    initialValues: { username: '', email: '', displayName: '', password: '' },
    validate: {
      username: (value) => (value.trim() ? null : 'Choose a username.'),
      email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : 'Enter your e-mail address.'),
      password: (value) => (value ? null : 'Choose a password.'),
    },
  });

  const submit = form.onSubmit(async (values) => {
    setIsBusy(true);
    setRefusal(null);
    reset();
    try {
      const input = {
        username: values.username.trim(),
        email: values.email.trim(),
        displayName: values.displayName.trim() || null,
        password: values.password,
      };
      const { data } = await signUp({ variables: { input } });
      const refused = data?.signUp.refusal;
      if (refused) {
        const field = fields.find((name) => name === refused.field);
        if (field) form.setFieldError(field, refused.message);
        else setRefusal(refused.message);
        return;
      }
      await restartSession();
      await navigate(backFrom(search), { replace: true });
    } catch {
      // Shown through the mutation's `error`; what was typed stays.
    } finally {
      setIsBusy(false);
    }
  });

  return (
    <AuthCard
      title="Sign up"
      lead="One account for every event."
      foot={
        <>
          Already have one?{' '}
          <Anchor component={Link} to={paths.signIn(backFrom(search))} inherit>
            Go to sign in
          </Anchor>
        </>
      }
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {refusal && (
            <Alert color="red" variant="light" icon={<IconAlertCircle size={18} />} role="alert">
              {refusal}
            </Alert>
          )}
          {error && <ErrorBox error={error} title="Not signed up" />}
          <TextInput
            label="Username"
            description="Others see it on the leaderboard."
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            {...form.getInputProps('username')}
          />
          <TextInput label="E-mail" type="email" autoComplete="email" {...form.getInputProps('email')} />
          <TextInput
            label="Full name"
            description="Optional."
            autoComplete="name"
            {...form.getInputProps('displayName')}
          />
          <PasswordInput
            label="Password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show what I typed' }}
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={isBusy} mt="xs" fullWidth>
            Sign up
          </Button>
        </Stack>
      </form>
    </AuthCard>
  );
}
