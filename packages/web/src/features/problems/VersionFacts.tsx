import { Anchor, DataList } from '@mantine/core';
import type { ReactNode } from 'react';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { VersionFacts_VersionFragment } from '../../gql/graphql.ts';
import { byteWords } from '../../lib/byte-words.ts';
import { directionWords } from '../../lib/score-words.ts';

graphql(`
  fragment VersionFacts_version on ProblemVersion {
    id
    title
    workflow
    predictionType
    foldCount
    trainRows
    testRows
    exposed
    kitFileCount
    kitBytes
    scoreTypes {
      name
      precision
      isLowerTheBetter
    }
    options {
      quick
      dataLabel
      expose
      environment
      rampwf
    }
  }
`);

/** What a worker read from the kit, and how it is read. */
export function VersionFacts({ version }: { version: VersionFacts_VersionFragment }) {
  const { options, scoreTypes, testRows } = version;
  return (
    <DataList size="sm" labelWidth="150px" gap={6} style={{ fontVariantNumeric: 'tabular-nums' }}>
      <Fact label="Title">{version.title}</Fact>
      <Fact label="Workflow">
        {version.workflow}, {version.predictionType}
      </Fact>
      <Fact label="Score types">
        {scoreTypes.map((type) => `${type.name} (${directionWords(type)}, ${type.precision} digits)`).join('; ')}
      </Fact>
      <Fact label="Folds">{version.foldCount}</Fact>
      <Fact label="Rows">
        {version.trainRows.toLocaleString('en')} for training,{' '}
        {testRows == null ? 'none for the test' : `${testRows.toLocaleString('en')} for the test`}
      </Fact>
      <Fact label="Kit">
        {version.kitFileCount.toLocaleString('en')} files, {byteWords(version.kitBytes)} ·{' '}
        <Anchor href={paths.kitDownload(version.id)} download inherit>
          download
        </Anchor>
      </Fact>
      <Fact label="Environment">{options.environment ?? 'the worker’s own'}</Fact>
      <Fact label="Options">
        {[
          options.quick ? 'quick' : null,
          options.dataLabel ? `data label ${options.dataLabel}` : null,
          options.rampwf === 'databoard' ? null : `rampwf ${options.rampwf}`,
        ]
          .filter(Boolean)
          .join(', ') || 'none'}
      </Fact>
      <Fact label="Submissions read">
        {version.exposed.length > 0 ? version.exposed.join(', ') : 'nothing besides'}
      </Fact>
    </DataList>
  );
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <DataList.Item>
    <DataList.ItemLabel>{label}</DataList.ItemLabel>
    <DataList.ItemValue style={{ overflowWrap: 'anywhere' }}>{children}</DataList.ItemValue>
  </DataList.Item>
);
