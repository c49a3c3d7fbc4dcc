import { useMutation } from '@apollo/client/react';
import {
  Alert,
  Button,
  Card,
  Checkbox,
  Code,
  CopyButton,
  Group,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCheck, IconCopy, IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { AccessTokenScope } from '../../gql/graphql.ts';
import { scopeWords } from './scope-words.ts';
import { Trouble } from './Trouble.tsx';
import { useRefusable } from './use-refusable.ts';

const CREATE = graphql(`
  mutation CreateAccessToken($input: CreateAccessTokenInput!) {
    createAccessToken(input: $input) {
      token
      refusal {
        field
        message
      }
    }
  }
`);

const choices = ['READ', 'SUBMIT', 'ADMIN'] as const satisfies AccessTokenScope[];
const lives = [
  { value: '7', label: 'a week' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '366', label: 'a year' },
];

/** Makes a token, and shows it this once. */
export function NewAccessToken({ onMade }: { onMade: () => void }) {
  const [create] = useMutation(CREATE);
  const [token, setToken] = useState<string | null>(null);
  const { isBusy, refusal, error, run } = useRefusable();
  const form = useForm({
    initialValues: { name: '', scopes: ['READ', 'SUBMIT'] as AccessTokenScope[], days: '90' },
    validate: { name: (value) => (value.trim() ? null : 'Say what it is for.') },
  });
  const submit = form.onSubmit(async ({ name, scopes, days }) => {
    setToken(null);
    const isDone = await run(
      async () => {
        const input = { name: name.trim(), scopes, days: Number(days) };
        const answer = (await create({ variables: { input } })).data?.createAccessToken;
        setToken(answer?.token ?? null);
        return answer?.refusal;
      },
      ({ field, message }) => {
        if (field === 'name') form.setFieldError('name', message);
        return field === 'name';
      },
    );
    if (!isDone) return;
    form.reset();
    onMade();
  });
  return (
    <Card withBorder padding="lg" bg="var(--db-surface)" maw={720}>
      <form onSubmit={submit} noValidate aria-label="New access token">
        <Stack gap="sm">
          <Title order={2} size="h4">
            New access token
          </Title>
          <Trouble refusal={refusal} error={error} title="The token was not made" />
          <Group align="flex-start" gap="sm">
            <TextInput
              label="Name"
              description="What it is for."
              placeholder="laptop"
              maxLength={100}
              style={{ flex: 1 }}
              {...form.getInputProps('name')}
            />
            <Select
              label="Good for"
              description="Then it expires."
              data={lives}
              allowDeselect={false}
              w={140}
              {...form.getInputProps('days')}
            />
          </Group>
          <Checkbox.Group label="Scopes" {...form.getInputProps('scopes')}>
            <Stack gap={6} mt={6}>
              {choices.map((scope) => (
                <Checkbox key={scope} value={scope} label={scopeWords[scope].long} disabled={scope === 'READ'} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Group>
            <Button type="submit" loading={isBusy}>
              Make the token
            </Button>
          </Group>
          {token !== null && <Shown token={token} />}
        </Stack>
      </form>
    </Card>
  );
}

const Shown = ({ token }: { token: string }) => (
  <Alert
    color="teal"
    variant="light"
    icon={<IconKey size={18} />}
    title="Copy it now: it is not shown again"
    role="status"
  >
    <Group gap="xs">
      <Code data-testid="new-token" style={{ overflowWrap: 'anywhere' }}>
        {token}
      </Code>
      <CopyButton value={token}>
        {({ copied, copy }) => (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            onClick={copy}
          >
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </Group>
    <Text size="sm" mt={6}>
      Programs send it as <Code>Authorization: Bearer …</Code>
    </Text>
  </Alert>
);
