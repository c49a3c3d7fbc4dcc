import { Tabs } from '@mantine/core';
import { useSearchParams } from 'react-router';
import type { SubmissionView_SubmissionFragment } from '../../gql/graphql.ts';
import { CompareFiles } from './CompareFiles.tsx';
import { CreditsPanel } from './CreditsPanel.tsx';
import { EvaluationHistory } from './EvaluationHistory.tsx';
import { SubmissionDetails } from './SubmissionDetails.tsx';
import { SubmissionFiles } from './SubmissionFiles.tsx';
import { SubmissionLog } from './SubmissionLog.tsx';

const tabs = ['log', 'files', 'compare', 'credits', 'details'] as const;
type Tab = (typeof tabs)[number];

/** Log, files and details under the scores; the open tab is part of the address. */
export function SubmissionTabs({ submission }: { submission: SubmissionView_SubmissionFragment }) {
  const [search, setSearch] = useSearchParams();
  const open: Tab = tabs.find((tab) => tab === search.get('tab')) ?? (submission.files ? 'files' : 'details');
  return (
    <Tabs
      value={open}
      onChange={(tab) => setSearch(tab ? { tab } : {}, { replace: true, preventScrollReset: true })}
      keepMounted={false}
      mt={36}
    >
      <Tabs.List mb="md">
        <Tabs.Tab value="log">Log</Tabs.Tab>
        <Tabs.Tab value="files">Files</Tabs.Tab>
        {submission.files && <Tabs.Tab value="compare">Compare</Tabs.Tab>}
        {submission.files && <Tabs.Tab value="credits">Credits</Tabs.Tab>}
        <Tabs.Tab value="details">Details</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="log">
        <SubmissionLog id={submission.id} foldRuns={submission.evaluation.foldRuns} />
      </Tabs.Panel>
      <Tabs.Panel value="files">
        <SubmissionFiles submission={submission} />
      </Tabs.Panel>
      {submission.files && (
        <>
          <Tabs.Panel value="compare">
            <CompareFiles submission={submission} files={submission.files} />
          </Tabs.Panel>
          <Tabs.Panel value="credits">
            <CreditsPanel id={submission.id} slug={submission.event.slug} />
          </Tabs.Panel>
        </>
      )}
      <Tabs.Panel value="details">
        <SubmissionDetails submission={submission} />
        <EvaluationHistory
          key={submission.evaluation.id}
          id={submission.id}
          official={submission.event.officialScoreType}
        />
      </Tabs.Panel>
    </Tabs>
  );
}
