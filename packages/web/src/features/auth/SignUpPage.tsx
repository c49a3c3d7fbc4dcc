import { useMutation } from '@apollo/client/react';
import { Anchor, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { AuthCard } from './AuthCard.tsx';
import { MailedCard } from './MailedCard.tsx';
import { ProviderButton } from './ProviderButton.tsx';
import { useEntry } from './use-entry.ts';
import { useSignInOptions } from './use-sign-in-options.ts';

const SIGN_UP = graphql(`
  mutation SignUp($input: SignUpInput!) {
    signUp(input: $input) {
      viewer {
        id
      }
      mailedTo
      refusal {
        reason
        field
        message
      }
    }
  }
`);

const fields = ['username', 'email', 'displayName', 'password'] as const;

/** Where a visitor becomes a user: at once, or with a link in a mail where addresses are confirmed. */
export function SignUpPage() {
  const [signUp, { error }] = useMutation(SIGN_UP);
  const { back, isBusy, refusal, enter } = useEntry();
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const options = useSignInOptions();
  const form = useForm({
    initialValues: { username: '', email: '', displayName: '', password: '' },
    validate: {
      username: (value) => (value.trim() ? null : 'Choose a username.'),
      email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : 'Enter your e-mail address.'),
      password: (value) => (value ? null : 'Choose a password.'),
    },
  });

  const submit = form.onSubmit(({ username, email, displayName, password }) =>
    enter(
      async () => {
        const input = {
          username: username.trim(),
          email: email.trim(),
          displayName: displayName.trim() || null,
          password,
        };
        const answer = (await signUp({ variables: { input } })).data?.signUp;
        if (answer?.mailedTo) {
          setMailedTo(answer.mailedTo);
          return 'stay';
        }
        return answer?.refusal;
      },
      (refused) => {
        const field = fields.find((name) => name === refused.field);
        if (field) form.setFieldError(field, refused.message);
        return field !== undefined;
      },
    ),
  );

  if (mailedTo !== null) return <MailedCard title="One more step" mailedTo={mailedTo} />;
  return (
    <AuthCard
      title="Sign up"
      lead={leadOf(options)}
      after={<ProviderButton back={back} />}
      onSubmit={submit}
      isBusy={isBusy}
      refusal={refusal}
      error={error}
      foot={
        <>
          Already have one?{' '}
          <Anchor component={Link} to={paths.signIn(back)} inherit>
            Go to sign in
          </Anchor>
        </>
      }
    >
      <TextInput
        label="Username"
        description="Others see it on the leaderboard."
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        {...form.getInputProps('username')}
      />
      <TextInput label="E-mail" type="email" autoComplete="email" {...form.getInputProps('email')} />
      <TextInput label="Full name" description="Optional." autoComplete="name" {...form.getInputProps('displayName')} />
      <PasswordInput
        label="Password"
        visibilityToggleButtonProps={{ 'aria-label': 'Show what I typed' }}
        autoComplete="new-password"
        {...form.getInputProps('password')}
      />
    </AuthCard>
  );
}

const leadOf = (options: ReturnType<typeof useSignInOptions>) =>
  options?.requiresApproval
    ? 'One account for every event. The people who run this site look at each one first.'
    : 'One account for every event.';
