import type { EntityManager } from '@mikro-orm/postgresql';
import type { GraphQLSchema } from 'graphql';
import type { Clock } from '../clock.js';
import type { BoardCache } from '../leaderboard/board-cache.js';
import { classContext } from './class-context.js';
import { refuseCost } from './cost.js';
import type { Execute } from './executor.js';
import type { ExecuteForClass } from './kept-answers.js';

/** Executes valid operations for all viewers of a class at once. Throws where something else is wrong, which may pass. */
export const executeForClass =
  (
    { schema, execute }: { schema: GraphQLSchema; execute: Execute },
    deps: { em: EntityManager; clock: Clock; boards: BoardCache },
  ): ExecuteForClass =>
  async (operation, forClass) => {
    if (refuseCost(schema, operation) !== null) return null;
    const { context, places, isRefused } = classContext(forClass, deps);
    const result = await execute(operation, context);
    if (isRefused()) return null;
    if (result.errors !== undefined) throw new Error('There is no answer without errors.');
    return places.answer(result);
  };
