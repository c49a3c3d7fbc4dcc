import { useMutation } from '@apollo/client/react';
import { Alert, Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertCircle, IconCheck } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { SettingsForm_EventFragment, UpdateEventInput, UpdateEventSettingsMutation } from '../../gql/graphql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { SettingConflict } from './SettingConflict.tsx';
import { SettingInput } from './SettingInput.tsx';
import classes from './SettingsPage.module.css';
import { changesOf, faultsOf, settingGroups, settingLabel, type Typed, typedFrom } from './setting-fields.ts';

const UPDATE_EVENT = graphql(`
  mutation UpdateEventSettings($input: UpdateEventInput!) {
    updateEvent(input: $input) {
      event {
        ...SettingsForm_event
      }
      refusal {
        reason
        field
        message
      }
      changesSince {
        ...SettingConflict_change
      }
    }
  }
`);

const formFrom = (event: SettingsForm_EventFragment): Typed =>
  typedFrom({ ...event, officialScoreType: event.officialScoreType.name });

interface Props {
  event: SettingsForm_EventFragment;
  /** Reads the settings again. */
  onStale: () => Promise<SettingsForm_EventFragment | null>;
}

/** Settings by group. What others change meanwhile is shown, and nobody overwrites it unseen. */
export function SettingsForm({ event, onStale }: Props) {
  const viewer = useViewer();
  const [seen, setSeen] = useState(event);
  const [typed, setTyped] = useState(() => formFrom(event));
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [isSaved, setIsSaved] = useState(false);
  const [save, { loading, error, data, reset }] = useMutation(UPDATE_EVENT);
  const answer: UpdateEventSettingsMutation['updateEvent'] | undefined = data?.updateEvent;
  const refusal = answer?.refusal;
  const before = formFrom(seen);
  const changes = changesOf(typed, before);
  const count = Object.keys(changes).length;
  const isArchived = event.archivedAt !== null;
  const scoreTypes = event.problem.scoreTypes.map(({ name }) => ({ value: name, label: name }));

  const send = async (submitted: FormEvent) => {
    submitted.preventDefault();
    if (loading || count === 0) return;
    const found = faultsOf(typed);
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    reset();
    const input = { slug: seen.slug, settingsVersion: seen.settingsVersion, ...changes } as UpdateEventInput;
    const { data: result } = await save({ variables: { input } }).catch(() => ({ data: undefined }));
    const saved = result?.updateEvent;
    if (!saved || saved.refusal || !saved.event) return;
    setSeen(saved.event);
    setTyped(formFrom(saved.event));
    setIsSaved(true);
  };
  /** Goes on from what is stored now, with or without what was typed here. */
  const goOn = async (keepsMine: boolean) => {
    const stored = await onStale();
    if (stored === null) return;
    const mine = Object.fromEntries(Object.keys(changes).map((name) => [name, typed[name] ?? '']));
    setSeen(stored);
    setTyped({ ...formFrom(stored), ...(keepsMine ? mine : {}) });
    reset();
  };
  const change = (name: string, value: string | boolean) => {
    setIsSaved(false);
    setFaults(({ [name]: _gone, ...others }) => others);
    if (refusal?.field === name) reset();
    setTyped((now) => ({ ...now, [name]: value }));
  };
  const errorAt = (name: string) => faults[name] ?? (refusal?.field === name ? refusal.message : null);
  const isShownAtField = refusal?.field != null && refusal.field in typed;

  return (
    <form onSubmit={(submitted) => void send(submitted)} aria-label="Settings" noValidate>
      <Stack gap="xl">
        <Group justify="space-between">
          <Title order={2}>Settings</Title>
          <Text size="sm" c="dimmed">
            version {seen.settingsVersion} ·{' '}
            <Anchor component={Link} to={paths.settingHistory(event.slug)} inherit>
              history
            </Anchor>
          </Text>
        </Group>
        {isArchived && (
          <Alert color="gray" icon={<IconAlertCircle size={18} />} title="In the archive">
            Nothing of this event changes until it is taken out of the archive, below.
          </Alert>
        )}
        {settingGroups.map(({ title, fields }) => (
          <fieldset key={title} className={classes['group']} disabled={isArchived}>
            <legend>{title}</legend>
            <div className={classes['fields']}>
              {fields.map((field) => (
                <SettingInput
                  key={field.name}
                  field={field}
                  value={typed[field.name] ?? ''}
                  {...(field.name === 'officialScoreType' ? { options: scoreTypes } : {})}
                  error={errorAt(field.name)}
                  isDisabled={isArchived || (field.isForSiteAdmins === true && viewer?.isAdmin !== true)}
                  onChange={(value) => change(field.name, value)}
                />
              ))}
            </div>
          </fieldset>
        ))}
      </Stack>
      <Stack gap="sm" className={classes['bar']} mt="lg">
        {refusal?.reason === 'STALE' && (
          <SettingConflict
            changes={answer?.changesSince ?? []}
            mine={Object.keys(changes)}
            onKeepMine={() => void goOn(true)}
            onTakeTheirs={() => void goOn(false)}
          />
        )}
        {refusal && refusal.reason !== 'STALE' && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert" title="Nothing was changed">
            {isShownAtField && refusal.field ? `${settingLabel(refusal.field)}: ` : ''}
            {refusal.message}
          </Alert>
        )}
        {error && <ErrorBox error={error} title="Not saved" />}
        <Group gap="sm">
          <Button type="submit" loading={loading} disabled={count === 0 || isArchived}>
            Save
          </Button>
          {count > 0 && (
            <Button variant="default" onClick={() => setTyped(before)}>
              Undo
            </Button>
          )}
          <Text size="sm" c="dimmed" role="status">
            {count > 0 && `Changed: ${Object.keys(changes).map(settingLabel).join(', ')}.`}
            {count === 0 && isSaved && (
              <>
                <IconCheck size={14} aria-hidden="true" /> Saved. The rules say so from now on.
              </>
            )}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}
