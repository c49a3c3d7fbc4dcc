import { useMutation } from '@apollo/client/react';
import { Alert, Anchor, Button, Group, NumberInput, Stack, Textarea, TextInput } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { datesFrom, slugFrom } from '../../lib/new-event.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';

const ASK = graphql(`
  mutation AskForEvent($input: AskForEventInput!) {
    askForEvent(input: $input) {
      request {
        id
      }
      refusal {
        field
        message
      }
    }
  }
`);

const purposeMax = 2000;
const fields: readonly string[] = ['title', 'slug', 'opensAt', 'closesAt', 'peopleCount', 'purpose'];

/** What one says of the event that one asks for. It is kept when it is refused. */
export function AskForEventForm({ problem }: { problem: { name: string; title: string } }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState(() => {
    const { opensAt, closesAt } = datesFrom(new Date());
    return { title: '', slug: '', opensAt, closesAt, peopleCount: 20 as number | string, purpose: '' };
  });
  const [isSent, setIsSent] = useState(false);
  const [ask, { loading, error, data, reset }] = useMutation(ASK);
  const refusal = data?.askForEvent.refusal;
  const errorAt = (field: string) => (refusal?.field === field ? refusal.message : null);
  const slug = typed.slug || slugFrom(typed.title);
  const put = (change: Partial<typeof typed>) => {
    setTyped({ ...typed, ...change });
    reset();
  };
  const date = (field: 'opensAt' | 'closesAt', label: string) => (
    <TextInput
      label={`${label} (UTC)`}
      type="datetime-local"
      value={typed[field]}
      onChange={({ currentTarget }) => put({ [field]: currentTarget.value })}
      error={errorAt(field) ?? (isSent && typed[field] === '' ? 'Choose a day and a time.' : null)}
    />
  );

  const send = async (submitted: FormEvent) => {
    submitted.preventDefault();
    setIsSent(true);
    if (loading || typed.opensAt === '' || typed.closesAt === '') return;
    const iso = (text: string) => `${text}:00.000Z`;
    const input = {
      ...{ problemName: problem.name, title: typed.title, slug, purpose: typed.purpose },
      ...{ opensAt: iso(typed.opensAt), closesAt: iso(typed.closesAt), peopleCount: Number(typed.peopleCount) || 0 },
    };
    const { data: answer } = await ask({ variables: { input } }).catch(() => ({ data: undefined }));
    if (answer?.askForEvent.refusal === null) await navigate(paths.myEventRequests());
  };
  return (
    <form onSubmit={(submitted) => void send(submitted)} aria-label="Ask for an event" noValidate>
      <Stack gap="md">
        <TextInput
          label="Title"
          placeholder={`${problem.title}, spring course`}
          value={typed.title}
          onChange={({ currentTarget }) => put({ title: currentTarget.value })}
          error={errorAt('title')}
        />
        <TextInput
          label="Slug"
          description={`Its address would be ${decodeURI(paths.event(slug || '…'))}.`}
          placeholder={slugFrom(typed.title)}
          value={typed.slug}
          onChange={({ currentTarget }) => put({ slug: currentTarget.value })}
          error={errorAt('slug')}
          spellCheck={false}
        />
        <Group grow align="flex-start" preventGrowOverflow={false} wrap="wrap">
          {date('opensAt', 'Opens')}
          {date('closesAt', 'Closes')}
          <NumberInput
            label="People, about"
            value={typed.peopleCount}
            onChange={(peopleCount) => put({ peopleCount })}
            error={errorAt('peopleCount')}
            min={1}
            max={100_000}
            allowDecimal={false}
          />
        </Group>
        <Textarea
          label="What it is for"
          description="Who takes part, in which frame, and what the people who run this site should know to decide."
          value={typed.purpose}
          onChange={({ currentTarget }) => put({ purpose: currentTarget.value })}
          error={errorAt('purpose')}
          maxLength={purposeMax}
          autosize
          minRows={4}
          maxRows={14}
        />
        {refusal && !fields.includes(refusal.field ?? '') && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert" title="Not asked">
            {refusal.message}{' '}
            <Anchor component={Link} to={paths.myEventRequests()} inherit>
              Your requests
            </Anchor>
          </Alert>
        )}
        {error && <ErrorBox error={error} title="Not asked" />}
        <Group>
          <Button type="submit" loading={loading}>
            Ask for it
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
