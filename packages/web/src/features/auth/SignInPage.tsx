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

const SIGN_IN = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
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

/** Where a user comes in; leads back to the page they came from. */
export function SignInPage() {
  const { search } = useLocation();
  const navigate = useNavigate();
  const [signIn, { error, reset }] = useMutation(SIGN_IN);
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({
    initialValues: { login: '', password: '' },
    validate: {
      login: (value) => (value.trim() ? null : 'Enter your username or e-mail.'),
      password: (value) => (value ? null : 'Enter your password.'),
    },
  });

  const submit = form.onSubmit(async ({ login, password }) => {
    setIsBusy(true);
    setRefusal(null);
    reset();
    try {
      const { data } = await signIn({ variables: { input: { login: login.trim(), password } } });
      const refused = data?.signIn.refusal;
      if (refused) return setRefusal(refused.message);
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
      title="Sign in"
      lead="Good to see you again."
      foot={
        <>
          No account yet?{' '}
          <Anchor component={Link} to={paths.signUp(backFrom(search))} inherit>
            Create one
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
          {error && <ErrorBox error={error} title="Not signed in" />}
          <TextInput
            label="Username or e-mail"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            data-autofocus
            {...form.getInputProps('login')}
          />
          <PasswordInput
            label="Password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show what I typed' }}
            autoComplete="current-password"
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={isBusy} mt="xs" fullWidth>
            Sign in
          </Button>
        </Stack>
      </form>
    </AuthCard>
  );
}
