import { useMutation } from '@apollo/client/react';
import { Anchor, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { AuthCard } from './AuthCard.tsx';
import { MailedCard } from './MailedCard.tsx';

const REQUEST_RESET = graphql(`
  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {
    requestPasswordReset(input: $input)
  }
`);

/** Where a link to choose a new password is asked for. Never tells whether there is an account. */
export function ForgotPasswordPage() {
  const [request, { error, loading }] = useMutation(REQUEST_RESET);
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const form = useForm({
    initialValues: { email: '' },
    validate: { email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : 'Enter your e-mail address.') },
  });
  const submit = form.onSubmit(async ({ email }) => {
    try {
      await request({ variables: { input: { email: email.trim() } } });
      setMailedTo(email.trim());
    } catch {
      // Shown through the mutation's `error`; what was typed stays.
    }
  });
  if (mailedTo !== null) return <MailedCard title="A link is on its way" mailedTo={mailedTo} />;
  return (
    <AuthCard
      title="Forgot your password?"
      lead="We mail you a link with which you choose a new one."
      submitWord="Send me a link"
      onSubmit={submit}
      isBusy={loading}
      refusal={null}
      error={error}
      foot={
        <Anchor component={Link} to={paths.signIn()} inherit>
          Back to sign in
        </Anchor>
      }
    >
      <TextInput label="E-mail" type="email" autoComplete="email" {...form.getInputProps('email')} />
    </AuthCard>
  );
}
