import { Anchor, Text } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { Bar, BarChart, CartesianGrid, Cell, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { paths } from '../../app/paths.ts';
import { ChartFrame } from '../../ui/ChartFrame.tsx';
import { ChartTip } from '../../ui/ChartTip.tsx';
import { colours, tick } from '../../ui/chart-colours.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import type { Point } from './chart-figures.ts';

const barsMax = 25;
const percent = (share: number | null | undefined) => (share == null ? '–' : `${(100 * share).toFixed(1)} %`);

/** How much each submission adds to the blend, the largest parts first. */
export function ContributivityChart({ points }: { points: readonly Point[] }) {
  const navigate = useNavigate();
  const members = points
    .filter(({ contributivity, historicalContributivity }) => contributivity || historicalContributivity)
    .toSorted((a, b) => (b.contributivity ?? 0) - (a.contributivity ?? 0));
  const bars = members.slice(0, barsMax);
  return (
    <ChartFrame
      title="Contributivity"
      words={
        members.length > barsMax
          ? `part of the places in the blend of all submissions; the ${barsMax} largest of ${members.length}`
          : 'part of the places in the blend of all submissions'
      }
      label={`contributivity of ${bars.length} submissions`}
      chart={
        bars.length === 0 ? (
          <Text c="dimmed" p="xl" ta="center">
            There is no blend yet: it is computed once scores have been quiet for a moment.
          </Text>
        ) : (
          <ResponsiveContainer width="100%" height="100%">
            <BarChart data={bars} layout="vertical" margin={{ top: 4, right: 16, bottom: 4, left: 8 }}>
              <CartesianGrid stroke="var(--db-line)" horizontal={false} />
              <XAxis
                type="number"
                domain={[0, 'auto']}
                tickFormatter={(share: number) => `${Math.round(100 * share)} %`}
                tick={tick}
                stroke="var(--db-line-strong)"
              />
              <YAxis
                type="category"
                dataKey="submissionName"
                width={130}
                tick={tick}
                stroke="var(--db-line-strong)"
                interval={0}
              />
              <Tooltip
                cursor={{ fill: 'var(--db-hover)' }}
                isAnimationActive={false}
                content={({ payload }) => {
                  const point = payload?.[0]?.payload as Point | undefined;
                  return point === undefined ? null : (
                    <ChartTip>
                      <b>{point.submissionName}</b> by {point.teamName}: {percent(point.contributivity)}
                    </ChartTip>
                  );
                }}
              />
              <Bar
                dataKey="contributivity"
                isAnimationActive={false}
                maxBarSize={22}
                onClick={(bar: unknown) => {
                  const { payload } = bar as { payload?: Point };
                  if (payload) void navigate(paths.submission(payload.submissionId));
                }}
              >
                {bars.map((point) => (
                  <Cell key={point.submissionId} fill={point.isMine ? colours.mine : colours.bar} />
                ))}
              </Bar>
            </BarChart>
          </ResponsiveContainer>
        )
      }
      table={
        <DataTable label="Contributivity">
          <thead>
            <tr>
              <th scope="col">submission</th>
              <th scope="col">team</th>
              <th scope="col" data-numeric>
                contributivity
              </th>
              <th scope="col" data-numeric title="once every submission has passed on what it owes to others">
                historical
              </th>
            </tr>
          </thead>
          <tbody>
            {members.map((point) => (
              <tr key={point.submissionId} data-testid="chart-row">
                <th scope="row">
                  <Anchor component={Link} to={paths.submission(point.submissionId)} inherit>
                    {point.submissionName}
                  </Anchor>
                </th>
                <td>{point.teamName}</td>
                <td data-numeric>{percent(point.contributivity)}</td>
                <td data-numeric>{percent(point.historicalContributivity)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      }
    />
  );
}
