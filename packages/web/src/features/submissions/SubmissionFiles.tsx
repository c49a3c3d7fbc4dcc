import { Button, CopyButton, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconEyeOff } from '@tabler/icons-react';
import type { SubmissionView_SubmissionFragment } from '../../gql/graphql.ts';
import { dateTimeWords } from '../../lib/time-words.ts';
import { CodeArea } from '../../ui/CodeArea.tsx';
import { Empty } from '../../ui/Empty.tsx';
import classes from './SubmissionFiles.module.css';

/** The submitted code, or the sentence that says when it can be read. */
export function SubmissionFiles({ submission }: { submission: SubmissionView_SubmissionFragment }) {
  if (!submission.files) {
    return (
      <Empty icon={<IconEyeOff size={26} stroke={1.5} />} title="Code is hidden">
        Participants read each other’s code once it becomes public, on {dateTimeWords(submission.event.publicOpensAt)}.
      </Empty>
    );
  }
  // In the order of the workflow; the api sorts by name.
  const places = submission.event.problem.elements.map(({ fileName }) => fileName);
  const files = submission.files.toSorted((one, other) => places.indexOf(one.path) - places.indexOf(other.path));
  return (
    <div className={classes['files']}>
      {files.map((file) => (
        <section key={file.path} className={classes['file']}>
          <header>
            <Text size="sm" fw={550} ff="monospace">
              {file.path}
            </Text>
            <CopyButton value={file.content}>
              {({ copied, copy }) => (
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-xs"
                  leftSection={copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
                  onClick={copy}
                >
                  {copied ? 'Copied' : 'Copy'}
                </Button>
              )}
            </CopyButton>
          </header>
          <CodeArea value={file.content} label={file.path} isPython={file.path.endsWith('.py')} minHeight="40px" />
        </section>
      ))}
    </div>
  );
}
