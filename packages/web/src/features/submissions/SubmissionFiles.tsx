import { Button, CopyButton, Group, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload, IconEyeOff } from '@tabler/icons-react';
import { paths } from '../../app/paths.ts';
import type { SubmissionView_SubmissionFragment } from '../../gql/graphql.ts';
import { dateTimeWords } from '../../lib/time-words.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { CodeArea } from '../../ui/CodeArea.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ImportFiles } from './ImportFiles.tsx';
import classes from './SubmissionFiles.module.css';
import { SubmissionSources } from './SubmissionSources.tsx';

/** The submitted code, or the sentence that says when it can be read. */
export function SubmissionFiles({ submission }: { submission: SubmissionView_SubmissionFragment }) {
  const viewer = useViewer();
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
      <Group gap="xs" justify="space-between">
        <SubmissionSources sources={submission.sources} />
        <Group gap="xs" ml="auto">
          <Button
            component="a"
            href={paths.submissionZip(submission.id)}
            download
            size="xs"
            variant="default"
            leftSection={<IconDownload size={15} stroke={1.7} />}
          >
            Download
          </Button>
          {viewer && <ImportFiles submission={submission} files={files} />}
        </Group>
      </Group>
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
