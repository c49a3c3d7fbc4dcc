import type { CliConfig } from '../config.js';
import { CommandFailed } from '../exit-code.js';
import { type ApiAccess, request } from '../graphql-request.js';
import { type BoardKindWord, parseSort, schemaWord } from './board-choices.js';
import { boardFile } from './board-file.js';
import { type BoardPage, boardTable } from './board-table.js';
import { type PlatformFlags, readerAccess } from './platform-access.js';

const query = `query ($slug: String!, $kind: BoardKind!, $sort: BoardSortInput, $filter: BoardFilterInput, $first: Int!) {
  event(slug: $slug) { board(kind: $kind, sort: $sort, filter: $filter, first: $first) {
    size totalCount columns inProgressCount failedCount scoreTypes { name precision }
    rows { rank isTied move teamName submissionName isMine state reason submittedAt contributivity trainSeconds
      scores { scoreType step value mean std } }
    blend { memberCount scores { scoreType step value } }
  } }
}`;

/** Most rows that one page has. */
export const pageRowsMax = 200;
const rowsUnlessSaid = 20;

/** What `databoard leaderboard` was asked for. */
export interface LeaderboardFlags extends PlatformFlags {
  kind: BoardKindWord;
  sort?: string;
  scoreType?: string;
  first?: number;
  team?: string;
  mine?: boolean;
  csv?: boolean;
}

/** `databoard leaderboard`: one of an event's boards, as a table, or as the file that the platform exports. */
export async function leaderboard(config: CliConfig, slug: string, flags: LeaderboardFlags): Promise<void> {
  const access = await readerAccess(config, flags);
  const sort = flags.sort === undefined ? null : parseSort(flags.sort);
  if (flags.csv || flags.json) {
    const parameters = {
      kind: schemaWord(flags.kind),
      ...(sort === null ? {} : { sort: sort.column, direction: sort.direction }),
      ...(flags.scoreType === undefined ? {} : { scoreType: flags.scoreType }),
      ...(flags.team === undefined ? {} : { team: flags.team }),
      ...(flags.mine ? { mine: 'true' } : {}),
    };
    const format = flags.csv ? 'csv' : 'json';
    process.stdout.write(await boardFile(access, slug, format, parameters, flags.first ?? null));
    return;
  }
  const board = await readBoard(access, slug, flags, sort);
  console.log(board.rows.length === 0 ? 'There is nothing on this board.' : boardTable(board));
  const shown =
    board.rows.length < board.totalCount ? `The first ${board.rows.length} of ${board.totalCount} rows` : '';
  const counts = [`${board.inProgressCount} in progress`, `${board.failedCount} failed`].join(', ');
  console.error(`${[shown, counts].filter((text) => text !== '').join('; ')}.`);
}

async function readBoard(
  access: ApiAccess,
  slug: string,
  { kind, scoreType, first, team, mine }: LeaderboardFlags,
  sort: ReturnType<typeof parseSort> | null,
): Promise<BoardPage> {
  const { event } = await request<{ event: { board: BoardPage } | null }>(access, query, {
    slug,
    kind: schemaWord(kind),
    sort: sort === null ? null : { ...sort, scoreType: scoreType ?? null },
    filter: { team: team ?? null, mine: mine ?? null },
    first: Math.min(first ?? rowsUnlessSaid, pageRowsMax),
  });
  if (event === null) throw new CommandFailed(`There is no event ${slug}, or none for you.`);
  return event.board;
}
