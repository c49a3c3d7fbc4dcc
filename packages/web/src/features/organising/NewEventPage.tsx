import { useMutation, useQuery } from '@apollo/client/react';
import { Alert, Button, Group, NativeSelect, Skeleton, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { IconAlertCircle, IconFlask2, IconLock } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { NewEventQuery } from '../../gql/graphql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { datesFrom, slugFrom } from './new-event.ts';

const NEW_EVENT = graphql(`
  query NewEvent {
    problems(first: 80) {
      rows {
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
    }
  }
`);

const CREATE_EVENT = graphql(`
  mutation CreateEvent($input: CreateEventInput!) {
    createEvent(input: $input) {
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

type Problems = NewEventQuery['problems']['rows'];

/** For site admins: a new event on a version of a problem, which `?version=` may choose. */
export function NewEventPage() {
  const viewer = useViewer();
  const { data, error, refetch } = useQuery(NEW_EVENT, { skip: viewer?.isAdmin !== true });
  const hasReady = data?.problems.rows.some(({ versions }) => versions.some(({ state }) => state === 'READY'));
  return (
    <Page title="New event">
      <Title order={1} size="h3" mb="md">
        New event
      </Title>
      {viewer !== undefined && viewer?.isAdmin !== true && (
        <Empty icon={<IconLock size={28} stroke={1.5} />} title="For site admins">
          They make events, and choose who runs them.
        </Empty>
      )}
      {error && !data && (
        <ErrorBox error={error} title="The problems could not be read" onRetry={() => void refetch()} />
      )}
      {viewer?.isAdmin && !data && !error && <Skeleton h={320} aria-busy />}
      {hasReady === false && (
        <Empty
          icon={<IconFlask2 size={28} stroke={1.5} />}
          title="No problem is ready"
          action={
            <Button component={Link} to={paths.publishKit()}>
              Publish a kit
            </Button>
          }
        >
          An event is made of a kit that a worker has read. Publish one here, or with <code>npx databoard publish</code>
          .
        </Empty>
      )}
      {data && hasReady && <NewEvent problems={data.problems.rows} />}
    </Page>
  );
}

function NewEvent({ problems }: { problems: Problems }) {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const choices = problems.flatMap(({ name, versions }) =>
    versions.filter(({ state }) => state === 'READY').map((version) => ({ ...version, problemName: name })),
  );
  const wanted = choices.find(({ id }) => id === params.get('version')) ?? choices[0];
  const [versionId, setVersionId] = useState(wanted?.id ?? '');
  const version = choices.find(({ id }) => id === versionId) ?? wanted;
  const [typed, setTyped] = useState(() => ({ ...datesFrom(new Date()), title: '', slug: '', officialScoreType: '' }));
  const [isHidden, setIsHidden] = useState(true);
  const [create, { loading, error, data, reset }] = useMutation(CREATE_EVENT);
  const refusal = data?.createEvent.refusal;
  const title = typed.title || version?.title || '';
  const slug = typed.slug || slugFrom(title);
  const fields: readonly string[] = ['slug', 'title', 'opensAt', 'publicOpensAt', 'closesAt', 'problemVersionId'];
  const errorAt = (field: string) => (refusal?.field === field ? refusal.message : null);
  const put = (change: Partial<typeof typed>) => {
    setTyped({ ...typed, ...change });
    reset();
  };
  const date = (field: 'opensAt' | 'publicOpensAt' | 'closesAt', label: string, description: string) => (
    <TextInput
      label={`${label} (UTC)`}
      description={description}
      type="datetime-local"
      value={typed[field]}
      onChange={({ currentTarget }) => put({ [field]: currentTarget.value })}
      error={errorAt(field)}
    />
  );

  const send = async (submitted: FormEvent) => {
    submitted.preventDefault();
    if (loading) return;
    const iso = (text: string) => `${text}:00.000Z`;
    const input = {
      ...{ slug, title, problemVersionId: versionId, visibility: isHidden ? ('HIDDEN' as const) : ('PUBLIC' as const) },
      opensAt: iso(typed.opensAt),
      publicOpensAt: typed.publicOpensAt === '' ? null : iso(typed.publicOpensAt),
      closesAt: iso(typed.closesAt),
      officialScoreType: typed.officialScoreType || null,
    };
    const { data: answer } = await create({ variables: { input } }).catch(() => ({ data: undefined }));
    const made = answer?.createEvent.event;
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
          description={`Its address: ${paths.event(slug || '…')}. It stays.`}
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
        {refusal && !fields.includes(refusal.field ?? '') && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert" title="Not made">
            {refusal.message}
          </Alert>
        )}
        {error && <ErrorBox error={error} title="Not made" />}
        <Group>
          <Button type="submit" loading={loading}>
            Make the event
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
