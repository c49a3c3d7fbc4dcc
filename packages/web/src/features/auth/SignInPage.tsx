import { useMutation } from '@apollo/client/react';
import { Anchor, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link, useLocation } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { AuthCard } from './AuthCard.tsx';
import { ProviderButton } from './ProviderButton.tsx';
import { troubleWords } from './trouble-words.ts';
import { useEntry } from './use-entry.ts';

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
  const [signIn, { error }] = useMutation(SIGN_IN);
  const { back, isBusy, refusal, enter } = useEntry();
  const trouble = troubleWords(useLocation().search);
  const form = useForm({
    initialValues: { login: '', password: '' },
    validate: {
      login: (value) => (value.trim() ? null : 'Enter your username or e-mail.'),
      password: (value) => (value ? null : 'Enter your password.'),
    },
  });

  const submit = form.onSubmit(({ login, password }) =>
    enter(async () => {
      const { data } = await signIn({ variables: { input: { login: login.trim(), password } } });
      return data?.signIn.refusal;
    }),
  );

  return (
    <AuthCard
      title="Sign in"
      lead="Good to see you again."
      onSubmit={submit}
      isBusy={isBusy}
      refusal={refusal ?? trouble}
      error={error}
      after={<ProviderButton back={back} />}
      foot={
        <>
          No account yet?{' '}
          <Anchor component={Link} to={paths.signUp(back)} inherit>
            Create one
          </Anchor>
        </>
      }
    >
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
      <Anchor component={Link} to={paths.forgotPassword()} size="sm">
        Forgot your password?
      </Anchor>
    </AuthCard>
  );
}
