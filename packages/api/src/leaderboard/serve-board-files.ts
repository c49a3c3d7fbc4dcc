import { Readable } from 'node:stream';
import { evaluationStates } from '@databoard/shared/evaluation-state';
import type { Log } from '@databoard/shared/log';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError, type AppErrorCode, notFound } from '../errors.js';
import { findEvent } from '../events/event.queries.js';
import { seesEvent } from '../events/sees-event.js';
import type { RequestContext } from '../graphql/context.js';
import { askBoard } from './ask-board.js';
import { boardColumns } from './board-columns.js';
import { boardCsv, boardJson } from './board-file.js';
import { boardKinds } from './board-kind.js';

const text = z.string().max(200).optional();
const flag = z
  .enum(['true', 'false'])
  .optional()
  .transform((value) => value === 'true');

/** The address of an exported board: the same choices as the field `Event.board`, without pages. */
const asked = z.object({
  kind: z.enum(boardKinds).default('PUBLIC'),
  sort: z.enum(boardColumns).optional(),
  scoreType: text,
  direction: z.enum(['ASC', 'DESC']).default('ASC'),
  text,
  team: text,
  mine: flag,
  state: z.enum(evaluationStates).optional(),
  at: z.iso.datetime({ offset: true }).optional(),
});

const statusOf: Record<AppErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  INVALID: 400,
  RATE_LIMITED: 429,
  PASSWORD_CHANGE_REQUIRED: 403,
};

interface ServeBoardFilesDeps {
  log: Log;
  contextOf(request: FastifyRequest, reply: FastifyReply): Promise<RequestContext>;
}

/** Serves `GET /events/<slug>/board.csv` and `.json`: whole boards, guarded as the field is. */
export function serveBoardFiles(app: FastifyInstance, { log, contextOf }: ServeBoardFilesDeps): void {
  for (const format of ['csv', 'json'] as const) {
    app.get<{ Params: { slug: string } }>(`/events/:slug/board.${format}`, async (request, reply) => {
      try {
        const parsed = asked.safeParse(request.query);
        if (!parsed.success) {
          const names = parsed.error.issues.map(({ path }) => path.join('.'));
          throw new AppError('INVALID', `These parameters are not right: ${[...new Set(names)].join(', ')}.`);
        }
        const { kind, sort, scoreType, direction, at, state, ...filter } = parsed.data;
        const context = await contextOf(request, reply);
        const event = await findEvent(context.em, request.params.slug);
        if (event === null || !(await seesEvent(event, context))) throw notFound('event');
        const board = await askBoard(
          event,
          {
            kind,
            sort: sort === undefined ? null : { column: sort, scoreType, isDescending: direction === 'DESC' },
            filter: { ...filter, states: state === undefined ? null : [state] },
            at: at === undefined ? null : new Date(at),
          },
          context,
        );
        const head = { event: event.slug, kind, at: at ?? null, rankedBy: board.rules.official.scoreType.name };
        const body = format === 'csv' ? boardCsv(board) : boardJson(board, head);
        const type = format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json; charset=utf-8';
        return reply
          .header('content-type', type)
          .header('cache-control', 'no-store')
          .header('content-disposition', `attachment; filename="${event.slug}-${kind.toLowerCase()}.${format}"`)
          .send(Readable.from(body));
      } catch (error) {
        if (error instanceof AppError)
          return reply.code(statusOf[error.code]).send({ error: error.code, message: error.message });
        log.error({ err: error, requestId: request.id }, 'a board could not be exported');
        const message = `Something went wrong on our side. Tell the organisers this number: ${request.id}`;
        return reply.code(500).send({ error: 'INTERNAL', message });
      }
    });
  }
}
