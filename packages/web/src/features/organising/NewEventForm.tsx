import { useMutation } from '@apollo/client/react';
import { Alert, Button, Group, NativeSelect, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { NewEventForm_ProblemFragment, RequestedEvent_RequestFragment } from '../../gql/graphql.ts';
import { datesFrom, slugFrom } from '../../lib/new-event.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';

graphql(`
  fragment NewEventForm_problem on Problem {
    id
    name
    title
    versions {
      id
      number
      state
      title
      foldCount
      trainRows
      testRows
      hasPrivateData
      scoreTypes {
        name
      }
    }
  }
`);

const CREATE_EVENT = graphql(`
  mutation CreateEvent($input: CreateEventInput!) {
    answer: createEvent(input: $input) {
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

const ACCEPT = graphql(`
  mutation AcceptEventRequest($input: AcceptEventRequestInput!) {
    answer: acceptEventRequest(input: $input) {
      event {
        id
        slug
      }
      request {
        id
        state
      }
      refusal {
        field
        message
      }
    }
  }
`);

interface Props {
  problems: readonly NewEventForm_ProblemFragment[];
  /** What the event was asked for with; whoever asked becomes its admin. */
  request?: RequestedEvent_RequestFragment;
}

/** What an event needs to be made; everything else is set afterwards. */
export function NewEventForm({ problems, request }: Props) {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const choices = problems.flatMap(({ name, versions }) =>
    versions.filter(({ state }) => state === 'READY').map((version) => ({ ...version, problemName: name })),
  );
  const wanted = choices.find(({ id }) => id === params.get('version')) ?? choices[0];
  const [versionId, setVersionId] = useState(wanted?.id ?? '');
  const version = choices.find(({ id }) => id === versionId) ?? wanted;
  const [typed, setTyped] = useState(() => ({ ...beginning(request), officialScoreType: '', note: '' }));
  const [isHidden, setIsHidden] = useState(true);
  const [isSent, setIsSent] = useState(false);
  const [create, creating] = useMutation(CREATE_EVENT);
  const [accept, accepting] = useMutation(ACCEPT);
  const { loading, error, data, reset } = request ? accepting : creating;
  const refusal = data?.answer.refusal;
  const title = typed.title || version?.title || '';
  const slug = typed.slug || slugFrom(title);
  const fields: readonly string[] = ['slug', 'title', 'opensAt', 'publicOpensAt', 'closesAt', 'problemVersionId'];
  const errorAt = (field: string) => (refusal?.field === field ? refusal.message : null);
  const put = (change: Partial<typeof typed>) => {
    setTyped({ ...typed, ...change });
    reset();
  };
  const missing: readonly string[] = (['opensAt', 'closesAt'] as const).filter((field) => typed[field] === '');
  const date = (field: 'opensAt' | 'publicOpensAt' | 'closesAt', label: string, description: string) => (
    <TextInput
      label={`${label} (UTC)`}
      description={description}
      type="datetime-local"
      value={typed[field]}
      onChange={({ currentTarget }) => put({ [field]: currentTarget.value })}
      error={errorAt(field) ?? (isSent && missing.includes(field) ? 'Choose a day and a time.' : null)}
    />
  );

  const send = async (submitted: FormEvent) => {
    submitted.preventDefault();
    setIsSent(true);
    if (loading || missing.length > 0) return;
    const iso = (text: string) => `${text}:00.000Z`;
    const input = {
      ...{ slug, title, problemVersionId: versionId, visibility: isHidden ? ('HIDDEN' as const) : ('PUBLIC' as const) },
      opensAt: iso(typed.opensAt),
      publicOpensAt: typed.publicOpensAt === '' ? null : iso(typed.publicOpensAt),
      closesAt: iso(typed.closesAt),
      officialScoreType: typed.officialScoreType || null,
    };
    const { data: done } = await (request
      ? accept({ variables: { input: { requestId: request.id, event: input, note: typed.note.trim() || null } } })
      : create({ variables: { input } })
    ).catch(() => ({ data: undefined }));
    const made = done?.answer.event;
    if (made) await navigate(paths.manage(made.slug));
  };
  if (version === undefined) return null;
  return (
    <form onSubmit={(submitted) => void send(submitted)} aria-label="New event" noValidate>
      <Stack gap="md">
        <NativeSelect
          label="Problem"
          data={choices.map(({ id, problemName, number, title: called }) => ({
            value: id,
            label: `${problemName}, version ${number}${called ? `: ${called}` : ''}`,
          }))}
          value={versionId}
          onChange={({ currentTarget }) => {
            setVersionId(currentTarget.value);
            put({ officialScoreType: '' });
          }}
          error={errorAt('problemVersionId')}
        />
        <Text size="sm" c="dimmed" role="status">
          {[
            `${version.foldCount} folds`,
            `${version.trainRows.toLocaleString('en')} training rows`,
            ...(version.testRows === null ? [] : [`${version.testRows.toLocaleString('en')} test rows`]),
            ...(version.hasPrivateData ? ['private data'] : []),
          ].join(', ')}
          .
        </Text>
        <TextInput
          label="Title"
          placeholder={version.title ?? ''}
          value={typed.title}
          onChange={({ currentTarget }) => put({ title: currentTarget.value })}
          error={errorAt('title')}
        />
        <TextInput
          label="Slug"
          description={`Its address: ${decodeURI(paths.event(slug || '…'))}. It stays.`}
          placeholder={slugFrom(title)}
          value={typed.slug}
          onChange={({ currentTarget }) => put({ slug: currentTarget.value })}
          error={errorAt('slug')}
          spellCheck={false}
        />
        <Group grow align="flex-start" preventGrowOverflow={false} wrap="wrap">
          {date('opensAt', 'Opens', 'Submissions are taken from then on.')}
          {date('publicOpensAt', 'Code opens up', 'Empty: not while it is open.')}
          {date('closesAt', 'Closes', 'The result is final then.')}
        </Group>
        <NativeSelect
          label="Ranks by"
          data={version.scoreTypes.map(({ name }) => name)}
          value={typed.officialScoreType || (version.scoreTypes[0]?.name ?? '')}
          onChange={({ currentTarget }) => put({ officialScoreType: currentTarget.value })}
        />
        <Switch
          label="Hidden for now"
          description="Only its admins and those invited see it. Everything else is set on the next page; then let everybody see it."
          checked={isHidden}
          onChange={({ currentTarget }) => setIsHidden(currentTarget.checked)}
        />
        {request && (
          <Textarea
            label="A word to whoever asked"
            description="Optional. They are told, and become the event’s admin."
            value={typed.note}
            maxLength={1000}
            onChange={({ currentTarget }) => put({ note: currentTarget.value })}
            autosize
            minRows={2}
            maxRows={6}
          />
        )}
        {refusal && !fields.includes(refusal.field ?? '') && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert" title="Not made">
            {refusal.message}
          </Alert>
        )}
        {error && <ErrorBox error={error} title="Not made" />}
        <Group>
          <Button type="submit" loading={loading}>
            {request ? 'Accept, and make the event' : 'Make the event'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What the fields hold at first: what was asked for, or dates from today on. */
function beginning(request: Props['request']) {
  if (!request) return { ...datesFrom(new Date()), title: '', slug: '' };
  const { title, slug, opensAt, closesAt } = request;
  return { title, slug, opensAt: opensAt.slice(0, 16), publicOpensAt: '', closesAt: closesAt.slice(0, 16) };
}
