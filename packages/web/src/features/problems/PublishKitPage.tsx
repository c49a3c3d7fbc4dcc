import { Alert, Button, Checkbox, Group, Progress, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { IconAlertTriangle, IconUpload } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import { byteWords } from '../../lib/byte-words.ts';
import { Page } from '../../ui/Page.tsx';
import { AdminOnly } from './AdminOnly.tsx';
import { type KitSource, suggestedName } from './kit-sources.ts';
import { PublishedKit } from './PublishedKit.tsx';
import { SourcePicker } from './SourcePicker.tsx';
import { type PublishState, usePublishing } from './use-publishing.ts';

/** For site admins: makes a problem version of a folder, a zip or a repository, and follows it until it is ready. */
export function PublishKitPage() {
  return (
    <AdminOnly title="Publish a kit">
      <Publish />
    </AdminOnly>
  );
}

function Publish() {
  const [parameters, setParameters] = useSearchParams();
  const [kit, setKit] = useState<KitSource | null>(null);
  const [data, setData] = useState<KitSource | null>(null);
  const [hasData, setHasData] = useState(false);
  const [typedName, setTypedName] = useState(parameters.get('name'));
  const [note, setNote] = useState('');
  // What was asked for is in the address, so that it can be followed after a reload.
  const { state, publish, cancel } = usePublishing((asked) => setParameters(asked as Record<string, string>));
  const name = typedName ?? (kit ? suggestedName(kit.kind === 'git' ? kit.url : kit.name) : '');
  const isBusy = state.kind === 'busy';
  const missing = missingWords({ kit, data, hasData, name });
  const errorOf = (...fields: string[]) =>
    state.kind === 'refused' && fields.includes(state.field ?? '') ? state.message : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (missing === null && kit && !isBusy) void publish({ name: name.trim(), note, kit, data: hasData ? data : null });
  }

  return (
    <Page title="Publish a kit">
      <Title order={1} size="h3" mb={4}>
        Publish a kit
      </Title>
      <Text size="sm" c="dimmed" mb="lg">
        A worker reads it in isolation and says what it is, or what to fix. Events keep the version that they were made
        with.
      </Text>
      <PublishedKit versionId={parameters.get('version')} importId={parameters.get('import')} />
      <form onSubmit={submit} aria-label="Publish a kit">
        <Stack gap="lg">
          <section>
            <Title order={2} size="h5" mb="xs">
              Kit
            </Title>
            <SourcePicker
              label="Kit"
              kinds={['folder', 'zip', 'git']}
              source={kit}
              onChange={setKit}
              error={kitTrouble(kit) ?? errorOf('kit', 'kitFiles', 'options')}
            />
          </section>
          <section>
            <Checkbox
              label="Private data: train and test on data that participants do not have"
              checked={hasData}
              onChange={({ currentTarget: { checked } }) => setHasData(checked)}
              mb="xs"
            />
            {hasData ? (
              <SourcePicker
                label="Private data"
                kinds={['folder', 'zip']}
                source={data}
                onChange={setData}
                error={errorOf('data', 'dataFiles')}
              />
            ) : (
              <Text size="sm" c="dimmed">
                Without them, the kit’s own data decide, and everybody who sees an event can download them, the test
                labels too.
              </Text>
            )}
          </section>
          <TextInput
            label="Problem"
            description="A name that exists gets its next version"
            value={name}
            onChange={({ currentTarget: { value } }) => setTypedName(value)}
            error={errorOf('name')}
            maxLength={63}
            autoComplete="off"
          />
          <Textarea
            label="What has changed"
            description="For other site admins; may stay empty"
            value={note}
            onChange={({ currentTarget: { value } }) => setNote(value)}
            error={errorOf('note')}
            maxLength={2000}
            autosize
            minRows={2}
          />
          {state.kind === 'refused' && (
            <Alert
              color="red"
              variant="light"
              icon={<IconAlertTriangle size={18} />}
              title="Not published"
              role="alert"
            >
              {state.message}
            </Alert>
          )}
          <SendingBar state={state} />
          <Group gap="sm">
            <Button
              type="submit"
              loading={isBusy}
              disabled={missing !== null}
              leftSection={<IconUpload size={16} aria-hidden="true" />}
            >
              Publish
            </Button>
            {isBusy && (
              <Button variant="default" onClick={cancel}>
                Stop
              </Button>
            )}
            {missing && (
              <Text size="sm" c="dimmed">
                {missing}
              </Text>
            )}
          </Group>
        </Stack>
      </form>
    </Page>
  );
}

function SendingBar({ state }: { state: PublishState }) {
  if (state.kind !== 'busy') return null;
  const { progress } = state;
  const percent = progress && progress.totalBytes > 0 ? (100 * progress.bytes) / progress.totalBytes : 0;
  const words =
    progress === null
      ? 'Starting.'
      : progress.step === 'hashing'
        ? `Comparing with what is there: ${byteWords(progress.bytes)} of ${byteWords(progress.totalBytes)}.`
        : progress.totalBytes === 0
          ? 'Everything is there already.'
          : `Sending what is missing: ${byteWords(progress.bytes)} of ${byteWords(progress.totalBytes)}.`;
  return (
    <div role="status">
      <Text size="sm" mb={4}>
        {words}
      </Text>
      <Progress value={percent} aria-label="Sending" />
    </div>
  );
}

const kitTrouble = (kit: KitSource | null): string | null =>
  kit?.kind === 'folder' && !kit.files.some(({ path }) => path === 'problem.py')
    ? 'This folder has no problem.py at its top. Choose the folder that has.'
    : null;

function missingWords(given: {
  kit: KitSource | null;
  data: KitSource | null;
  hasData: boolean;
  name: string;
}): string | null {
  const { kit, data, hasData, name } = given;
  if (kit === null) return 'Choose a kit first.';
  if (kit.kind === 'git' && kit.url.trim() === '') return 'Type the address of the repository.';
  if (kitTrouble(kit) !== null) return 'A kit has a file problem.py.';
  if (hasData && data === null) return 'Choose the private data.';
  return name.trim() === '' ? 'Name the problem.' : null;
}
