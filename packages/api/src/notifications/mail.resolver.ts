import 'reflect-metadata';
import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { requireAdmin } from '../auth/viewer.js';
import type { RequestContext } from '../graphql/context.js';
import { Scope } from '../graphql/scope.js';
import { Mail } from './mail.entity.js';
import { MailList, MailsArgs, RetryMailsInput, RetryMailsResult } from './mail.inputs.js';
import { retryMails } from './retry-mails.js';

@Resolver()
export class MailResolver {
  @Query(() => MailList, { description: 'For site admins: mails on their way, and those that went or were given up.' })
  async mails(
    @Args(() => MailsArgs) { state, first, offset }: MailsArgs,
    @Ctx() { em, viewer }: RequestContext,
  ): Promise<MailList> {
    requireAdmin(viewer);
    const [found, totalCount] = await em.findAndCount(Mail, state == null ? {} : { state }, {
      ...{ limit: first, offset },
      orderBy: { createdAt: 'desc', id: 'desc' },
    });
    return {
      totalCount,
      waitingCount: await em.count(Mail, { state: 'WAITING' }),
      failedCount: await em.count(Mail, { state: 'FAILED' }),
      rows: found.map(({ id, toAddress, content, state: stands, attempts, dueAt, createdAt, sentAt, error }) => ({
        ...{ id, toAddress, subject: content.subject, state: stands, attempts, dueAt, createdAt },
        ...{ sentAt: sentAt ?? null, error: error ?? null },
      })),
    };
  }

  @Scope('ADMIN')
  @Mutation(() => RetryMailsResult, { description: 'For site admins: tries mails again that were given up.' })
  retryMails(
    @Arg('input', () => RetryMailsInput) { ids }: RetryMailsInput,
    @Ctx() context: RequestContext,
  ): Promise<RetryMailsResult> {
    return retryMails(requireAdmin(context.viewer), ids, context);
  }
}
