import 'reflect-metadata';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { requireViewer } from '../auth/viewer.js';
import type { RequestContext } from '../graphql/context.js';
import { PageArgs } from '../graphql/page-args.js';
import { BeforeOwnPassword, Scope } from '../graphql/scope.js';
import { refusal } from '../refusal.js';
import { markRead } from './mark-read.js';
import { Notification } from './notification.entity.js';
import {
  MarkNotificationsReadInput,
  MarkReadResult,
  NotificationList,
  NotificationNews,
  NotificationPreferenceView,
  SaveNotificationPreferenceInput,
  SaveNotificationPreferenceResult,
  UnsubscribeInput,
  UnsubscribeResult,
} from './notification.inputs.js';
import { countUnread, findNewestUnread, findNotifications, findPreferences } from './notification.queries.js';
import { savePreference, turnOffMails } from './save-preference.js';
import { readUnsubscribeToken } from './unsubscribe-link.js';

/** Everything here is about the viewer's own news: no argument names another user. */
@Resolver(() => Notification)
export class NotificationResolver {
  @Query(() => NotificationList, { description: 'The viewer’s own news.' })
  async notifications(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { em, viewer }: RequestContext,
  ): Promise<NotificationList> {
    const { id } = requireViewer(viewer);
    return { ...(await findNotifications(em, id, page)), unreadCount: await countUnread(em, id) };
  }

  @Query(() => [NotificationPreferenceView], { description: 'The viewer’s own choices, one per kind.' })
  notificationPreferences(@Ctx() { em, viewer }: RequestContext): Promise<NotificationPreferenceView[]> {
    return findPreferences(em, requireViewer(viewer).id);
  }

  @Scope('READ')
  @Mutation(() => MarkReadResult, { description: 'Own ones.' })
  markNotificationsRead(
    @Arg('input', () => MarkNotificationsReadInput) { ids }: MarkNotificationsReadInput,
    @Ctx() context: RequestContext,
  ): Promise<MarkReadResult> {
    return marked(ids, context);
  }

  @Scope('READ')
  @Mutation(() => MarkReadResult, { description: 'All own ones that there are up to now.' })
  markAllNotificationsRead(@Ctx() context: RequestContext): Promise<MarkReadResult> {
    return marked('all', context);
  }

  @Scope('ACCOUNT')
  @Mutation(() => SaveNotificationPreferenceResult, { description: 'Own choice for one kind.' })
  async saveNotificationPreference(
    @Arg('input', () => SaveNotificationPreferenceInput) input: SaveNotificationPreferenceInput,
    @Ctx() context: RequestContext,
  ): Promise<SaveNotificationPreferenceResult> {
    const { id } = requireViewer(context.viewer);
    const result = await savePreference(id, input, context);
    return { ...result, preferences: await findPreferences(context.em, id) };
  }

  @Scope('PUBLIC')
  @BeforeOwnPassword()
  @Mutation(() => UnsubscribeResult, { description: 'For whoever has a mail with the link: no more mails like it.' })
  async unsubscribe(
    @Arg('input', () => UnsubscribeInput) { token }: UnsubscribeInput,
    @Ctx() context: RequestContext,
  ): Promise<UnsubscribeResult> {
    const meant = await readUnsubscribeToken(context.em, token);
    if (meant === null) return { refusal: refusal('INVALID', 'This link is not complete, or its account is gone.') };
    await turnOffMails(meant, context);
    return { kind: meant.kind };
  }

  @Subscription(() => NotificationNews, {
    description: 'How many of the viewer’s own news are unread: now, and again whenever that changes.',
    subscribe: ({ context }: { context: RequestContext }) =>
      context.topics.notificationChanges(requireViewer(context.viewer).id),
  })
  async notificationsChanged(
    @Root() { userId }: { userId: string },
    @Ctx() context: RequestContext,
  ): Promise<NotificationNews> {
    await context.renew();
    const { id } = requireViewer(context.viewer);
    if (id !== userId) throw new Error('News of one user reached another.');
    return { unreadCount: await countUnread(context.em, id), newest: await findNewestUnread(context.em, id) };
  }

  @FieldResolver(() => Boolean)
  isRead(@Root() notification: Notification): boolean {
    return notification.readAt != null;
  }
}

async function marked(ids: readonly string[] | 'all', context: RequestContext): Promise<MarkReadResult> {
  const viewer = requireViewer(context.viewer);
  await markRead(viewer, ids, context);
  return { unreadCount: await countUnread(context.em, viewer.id) };
}
