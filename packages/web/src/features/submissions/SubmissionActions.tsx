import { ActionIcon, Button, Group, Menu, Modal, Text, Textarea } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { SubmissionActions_SubmissionFragment } from '../../gql/graphql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { actWords, possibleActs, type SubmissionAct } from './submission-acts.ts';
import { useSubmissionActs } from './use-submission-acts.ts';

graphql(`
  fragment SubmissionActions_submission on Submission {
    id
    standing
    standingNote
    canCancel
    canWithdraw
    canAdminister
    evaluation {
      id
      state
      foldRuns {
        id
        state
      }
    }
  }
`);

/** A menu of what the viewer may do to the submission now; nothing where there is nothing. */
export function SubmissionActions(props: {
  submission: SubmissionActions_SubmissionFragment;
  size?: 'sm' | 'lg';
  label?: string;
}) {
  const { submission, size = 'lg', label = 'What can be done to this submission' } = props;
  const [asked, setAsked] = useState<SubmissionAct | null>(null);
  const acts = possibleActs(submission);
  if (acts.length === 0 && asked === null) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={size} aria-label={label}>
            <IconDotsVertical size={size === 'sm' ? 14 : 18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {acts.map((act) => (
            <Menu.Item key={act} onClick={() => setAsked(act)}>
              {actWords[act].label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {asked !== null && <AskModal act={asked} submissionId={submission.id} onClose={() => setAsked(null)} />}
    </>
  );
}

function AskModal(props: { act: SubmissionAct; submissionId: string; onClose: () => void }) {
  const { act, submissionId, onClose } = props;
  const [note, setNote] = useState('');
  const { run, isRunning, refusal, error } = useSubmissionActs();
  const words = actWords[act];
  const confirm = async () => {
    if (await run(act, submissionId, note.trim())) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.title} centered>
      <Text size="sm">{words.text}</Text>
      {words.note !== 'none' && (
        <Textarea
          mt="md"
          label="Reason"
          description={words.note === 'optional' ? 'For your team and the organisers; may stay empty.' : undefined}
          required={words.note === 'required'}
          maxLength={1000}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          error={refusal?.field === 'note' ? refusal.message : undefined}
        />
      )}
      {refusal && refusal.field !== 'note' && (
        <Text size="sm" c="red" mt="sm" role="alert">
          {refusal.message}
        </Text>
      )}
      {error && <ErrorBox error={error} title="That did not work" />}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep as it is
        </Button>
        <Button {...(words.isGrave ? { color: 'red' } : {})} loading={isRunning} onClick={() => void confirm()}>
          {words.confirm}
        </Button>
      </Group>
    </Modal>
  );
}
