import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { fullScore, type ScoreFormat, scoreWords } from '../../lib/score-words.ts';
import { durationWords } from '../../lib/time-words.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import type { Point } from './chart-figures.ts';

interface Props {
  label: string;
  points: readonly Point[];
  scoreType: ScoreFormat;
}

/** Points of a chart as rows. */
export function PointTable({ label, points, scoreType }: Props) {
  return (
    <DataTable label={label}>
      <thead>
        <tr>
          <th scope="col">submission</th>
          <th scope="col">team</th>
          <th scope="col" data-numeric>
            {scoreType.name}
          </th>
          <th scope="col" data-numeric>
            train
          </th>
          <th scope="col" data-numeric>
            submitted
          </th>
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={point.submissionId} data-testid="chart-row">
            <th scope="row">
              <Anchor component={Link} to={paths.submission(point.submissionId)} inherit>
                {point.submissionName}
              </Anchor>
            </th>
            <td>{point.teamName}</td>
            <td data-numeric title={fullScore(point.value)}>
              {scoreWords(point.value, scoreType)}
            </td>
            <td data-numeric>{durationWords(point.trainSeconds)}</td>
            <td data-numeric>
              <TimeAgo at={point.submittedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
