import { BarChart } from '@mantine/charts';
import { Button, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { EventStatisticsQuery } from '../../gql/graphql.ts';
import { dateWords } from '../../lib/time-words.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import classes from './DayChart.module.css';
import '@mantine/charts/styles.css';

type Day = NonNullable<NonNullable<EventStatisticsQuery['event']>['statistics']>['days'][number];
/** A figure of a day; `others` is what was submitted and neither scored nor failed. */
type SeriesName = Exclude<keyof Day, 'day' | '__typename'> | 'others';

interface Props {
  title: string;
  days: readonly Day[];
  series: readonly { name: SeriesName; word: string; color: string }[];
  /** The series are parts of one number. */
  isStacked?: boolean;
}

const shortDay = (day: string) =>
  new Date(day).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

const figureOf = (day: Day, name: SeriesName): number =>
  name === 'others' ? day.submissions - day.scored - day.failed : day[name];

/** Bars per day, and the same numbers as a table for those who want or need it. */
export function DayChart({ title, days, series, isStacked = false }: Props) {
  const [isTable, { toggle }] = useDisclosure(false);
  const rows = days.map((day) => ({
    day: day.day,
    ...Object.fromEntries(series.map(({ name, word }) => [word, figureOf(day, name)])),
  }));
  const totals = series.map(({ name, word }) => ({
    word,
    total: days.reduce((sum, day) => sum + figureOf(day, name), 0),
  }));
  const isEmpty = totals.every(({ total }) => total === 0);
  const summary = totals.map(({ word, total }) => `${total} ${word}`).join(', ');
  return (
    <section aria-label={title}>
      <div className={classes['head']}>
        <div>
          <Title order={3} size="h4">
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {isEmpty ? 'Nothing yet.' : summary}
          </Text>
        </div>
        {!isEmpty && (
          <Button
            size="compact-xs"
            variant="default"
            className={classes['switch'] ?? ''}
            onClick={toggle}
            aria-pressed={isTable}
          >
            {isTable ? 'Show as bars' : 'Show as a table'}
          </Button>
        )}
      </div>
      {!isEmpty && !isTable && (
        <div
          role="img"
          className={classes['chart']}
          aria-label={`${title}, per day: ${summary}. The button shows them as a table.`}
        >
          <BarChart
            h={220}
            data={rows}
            dataKey="day"
            type={isStacked ? 'stacked' : 'default'}
            series={series.map(({ word, color }) => ({ name: word, color }))}
            xAxisProps={{ tickFormatter: shortDay, minTickGap: 24 }}
            yAxisProps={{ allowDecimals: false, width: 36 }}
            withLegend
            legendProps={{ verticalAlign: 'bottom' }}
            barProps={{ isAnimationActive: false, maxBarSize: 36 }}
            tickLine="none"
          />
        </div>
      )}
      {!isEmpty && isTable && (
        <div className={classes['table']}>
          <DataTable label={`${title}, per day`}>
            <thead>
              <tr>
                <th scope="col">day</th>
                {series.map(({ name, word }) => (
                  <th key={name} scope="col" data-numeric>
                    {word}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.toReversed().map((day) => (
                <tr key={day.day}>
                  <th scope="row">{dateWords(day.day)}</th>
                  {series.map(({ name }) => (
                    <td key={name} data-numeric>
                      {figureOf(day, name)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </DataTable>
        </div>
      )}
    </section>
  );
}
