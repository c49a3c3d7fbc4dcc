import { useMutation } from '@apollo/client/react';
import { Alert, Button, FileButton, Text, TextInput } from '@mantine/core';
import { IconAlertCircle, IconSend2, IconUpload } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { SubmitForm_EventFragment } from '../../gql/graphql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { DraftConflict } from './DraftConflict.tsx';
import { DraftEditor } from './DraftEditor.tsx';
import { DraftHistory } from './DraftHistory.tsx';
import { DraftSources } from './DraftSources.tsx';
import { hasUnsaved } from './draft-state.ts';
import { newIdempotencyKey } from './idempotency-key.ts';
import { firstError, hasWarnings, type LookLine } from './preflight-words.ts';
import { QuotaPanel } from './QuotaPanel.tsx';
import { ReviewFiles } from './ReviewFiles.tsx';
import { StartAgain } from './StartAgain.tsx';
import { SubmitChecks } from './SubmitChecks.tsx';
import classes from './SubmitForm.module.css';
import { filesByPath, listFiles, storedDraft } from './saved-draft.ts';
import { nameProblem, proposeName } from './submission-name.ts';
import { UploadZone } from './UploadZone.tsx';
import { useDraft } from './use-draft.ts';
import { usePreflight } from './use-preflight.ts';
import { useUpload } from './use-upload.ts';

graphql(`
  fragment SubmitForm_event on Event {
    id
    slug
    maxSubmissionsPerDay
    problem {
      id
      elements {
        name
        fileName
        isPython
        type
        maxBytes
      }
    }
    startingKit {
      path
      content
    }
    myParticipation {
      id
      state
      draft {
        id
        version
        savedAt
        files {
          path
          content
        }
        sources {
          ...DraftSources_source
        }
      }
      submissions {
        id
        name
      }
      ...QuotaPanel_participation
    }
  }
`);

const SUBMIT = graphql(`
  mutation Submit($input: SubmitInput!) {
    submit(input: $input) {
      submission {
        id
        name
        event {
          id
          myParticipation {
            id
            ...QuotaPanel_participation
            submissions {
              id
              name
            }
          }
        }
      }
      refusal {
        reason
        field
        line
        message
        nextAllowedAt
      }
    }
  }
`);

interface Props {
  event: SubmitForm_EventFragment;
  participation: NonNullable<SubmitForm_EventFragment['myParticipation']>;
}

/** The editor with its draft, and beside it everything one wants to know before sending, the name, and the button. */
export function SubmitForm({ event, participation }: Props) {
  const navigate = useNavigate();
  const { state, dispatch, save } = useDraft(event.slug, storedDraft(participation.draft));
  const taken = participation.submissions.map(({ name }) => name);
  const [name, setName] = useState(() => proposeName(taken));
  const [wasTried, setWasTried] = useState(false);
  // One key per wish to submit: a second press, or a retry after a lost answer, never makes a second submission.
  const [key, setKey] = useState(newIdempotencyKey);
  const { upload, read, close } = useUpload(event.problem.elements);
  const { look, isCurrent } = usePreflight(event.slug, state.files);
  const [goTo, setGoTo] = useState<{ path: string; line: number; column: number } | null>(null);
  const [submit, { loading, error, data, reset }] = useMutation(SUBMIT);

  const refusal = data?.submit.refusal;
  const localProblem = nameProblem(name, taken);
  const nameError =
    (wasTried || name.length > 40 ? localProblem : null) ?? (refusal?.field === 'name' ? refusal.message : null);
  const refusedPath = event.problem.elements.find(
    ({ name: element, fileName }) => refusal?.field === fileName || refusal?.field === element,
  )?.fileName;
  const status = participation.submitStatus;

  const jump = ({ path, line, column }: LookLine) => setGoTo({ path, line: line ?? 1, column: column ?? 1 });

  const send = async () => {
    setWasTried(true);
    if (localProblem || loading || !status.isAllowed) return;
    const fault = isCurrent ? firstError(look) : null;
    if (fault !== null) {
      jump(fault);
      return;
    }
    reset();
    const input = { eventSlug: event.slug, name, files: listFiles(state.files), idempotencyKey: key };
    const { data: answer } = await submit({ variables: { input } }).catch(() => ({ data: undefined }));
    const submission = answer?.submit.submission;
    if (submission) await navigate(paths.submission(submission.id));
    else if (answer) {
      setKey(newIdempotencyKey());
      const { field = null, line = null } = answer.submit.refusal ?? {};
      if (field !== null && line !== null) setGoTo({ path: field, line, column: 1 });
    }
  };

  // Taken on the way down, before the editor turns Ctrl-Enter into a new line.
  const onShortcut = (press: KeyboardEvent) => {
    if (!(press.metaKey || press.ctrlKey) || (press.key !== 'Enter' && press.key !== 's')) return;
    press.preventDefault();
    press.stopPropagation();
    void (press.key === 'Enter' ? send() : save());
  };

  return (
    <form
      className={classes['columns']}
      onKeyDownCapture={onShortcut}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      noValidate
    >
      <div className={classes['editor']}>
        <UploadZone onFiles={(files) => void read(files)}>
          {state.theirs && <DraftConflict theirs={state.theirs} dispatch={dispatch} />}
          <DraftEditor
            elements={event.problem.elements}
            state={state}
            dispatch={dispatch}
            onSave={() => void save()}
            refusal={
              refusal && (refusedPath || refusal.field === 'files')
                ? { path: refusedPath ?? null, message: refusal.message }
                : null
            }
            goTo={goTo}
            onReplace={(path, file) => void read([file], path)}
          />
        </UploadZone>
        {upload && (
          <ReviewFiles
            title="Upload"
            incoming={upload.files}
            current={state.files}
            refused={upload.refused}
            onClose={close}
            onAccept={() => {
              dispatch({ type: 'replaced', files: { ...state.files, ...upload.files }, isUpload: true });
              close();
            }}
          />
        )}
      </div>
      <aside className={classes['rail']} aria-label="Send">
        <TextInput
          label="Submission name"
          value={name}
          onChange={(change) => {
            setName(change.currentTarget.value);
            if (refusal?.field === 'name') reset();
          }}
          error={nameError}
          description="5–40 letters, digits, _ - ."
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          classNames={{ input: classes['name'] ?? '' }}
        />
        {refusal && refusal.field !== 'name' && !refusedPath && refusal.field !== 'files' && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert" title="Not taken">
            {refusal.message}
          </Alert>
        )}
        {error && <ErrorBox error={error} title="Not sent" onRetry={() => void send()} />}
        <Button
          type="submit"
          loading={loading}
          disabled={!status.isAllowed || state.theirs !== null}
          leftSection={<IconSend2 size={16} stroke={1.8} />}
          rightSection={
            <span className={classes['keys']} aria-hidden="true">
              {shortcut}
            </span>
          }
          aria-keyshortcuts="Control+Enter Meta+Enter"
        >
          {hasWarnings(look) ? 'Submit anyway' : 'Submit'}
        </Button>
        {wasTried && isCurrent && firstError(look) && (
          <Text size="sm" c="var(--db-bad)" role="alert">
            Not sent: {firstError(look)?.path} would not be taken. The place is marked in the editor.
          </Text>
        )}
        <QuotaPanel slug={event.slug} perDay={event.maxSubmissionsPerDay ?? null} participation={participation} />
        <SubmitChecks look={look} isCurrent={isCurrent} onJump={jump} />
        <DraftSources sources={participation.draft.sources} />
        <FileButton multiple onChange={(files) => void read(files)}>
          {(button) => (
            <Button {...button} variant="default" size="xs" leftSection={<IconUpload size={15} stroke={1.7} />}>
              Upload files or a zip
            </Button>
          )}
        </FileButton>
        <DraftHistory
          slug={event.slug}
          stored={state.stored}
          isSaved={!hasUnsaved(state) && state.theirs === null}
          onRestored={(draft) => dispatch({ type: 'restored', draft })}
        />
        <StartAgain
          kit={filesByPath(event.startingKit)}
          files={state.files}
          onReplace={(files) => dispatch({ type: 'replaced', files })}
        />
        <Text size="xs" c="dimmed">
          Escape, then Tab leaves the editor.
        </Text>
      </aside>
    </form>
  );
}

const shortcut = navigator.platform.startsWith('Mac') ? '⌘↵' : 'Ctrl ↵';
