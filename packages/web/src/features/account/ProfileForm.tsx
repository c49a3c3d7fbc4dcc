import { useMutation } from '@apollo/client/react';
import { Button, Group, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { graphql } from '../../gql/gql.ts';
import type { MyAccount } from './OwnPage.tsx';
import { SavedMark } from './SavedMark.tsx';
import { Trouble } from './Trouble.tsx';
import { useRefusable } from './use-refusable.ts';

const UPDATE_PROFILE = graphql(`
  mutation UpdateProfile($input: UpdateProfileInput!) {
    updateProfile(input: $input) {
      viewer {
        id
        displayName
        firstName
        lastName
        website
        bio
      }
      refusal {
        field
        message
      }
    }
  }
`);

const fields = ['displayName', 'firstName', 'lastName', 'website', 'bio'] as const;

/** What one says of oneself. */
export function ProfileForm({ account }: { account: MyAccount }) {
  const [update] = useMutation(UPDATE_PROFILE);
  const { isBusy, refusal, error, done, run } = useRefusable();
  const form = useForm({
    initialValues: Object.fromEntries(fields.map((name) => [name, account[name] ?? ''])) as Record<
      (typeof fields)[number],
      string
    >,
    validate: { displayName: (value) => (value.trim() ? null : 'Say what to call you.') },
  });
  const submit = form.onSubmit((input) =>
    run(
      async () => (await update({ variables: { input } })).data?.updateProfile.refusal ?? 'Saved.',
      ({ field, message }) => {
        const known = fields.find((name) => name === field);
        if (known) form.setFieldError(known, message);
        return known !== undefined;
      },
    ),
  );
  return (
    <form onSubmit={submit} noValidate aria-label="Profile">
      <Stack gap="sm">
        <Trouble refusal={refusal} error={error} title="It was not saved" />
        <TextInput
          label="Display name"
          description={`Shown beside your username, @${account.username}.`}
          maxLength={100}
          autoComplete="nickname"
          {...form.getInputProps('displayName')}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label="First name"
            description="For you and the site admins."
            maxLength={100}
            autoComplete="given-name"
            {...form.getInputProps('firstName')}
          />
          <TextInput
            label="Last name"
            description="For you and the site admins."
            maxLength={100}
            autoComplete="family-name"
            {...form.getInputProps('lastName')}
          />
        </SimpleGrid>
        <TextInput
          label="Website"
          type="url"
          placeholder="https://"
          maxLength={300}
          autoComplete="url"
          {...form.getInputProps('website')}
        />
        <Textarea
          label="About you"
          description="Markdown."
          autosize
          minRows={3}
          maxRows={12}
          maxLength={2000}
          {...form.getInputProps('bio')}
        />
        <Group gap="sm">
          <Button type="submit" loading={isBusy}>
            Save
          </Button>
          <SavedMark words={done} />
        </Group>
      </Stack>
    </form>
  );
}
