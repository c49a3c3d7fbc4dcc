import 'reflect-metadata';
import { ArrayMaxSize, IsUUID, MaxLength } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { notificationKindEnum } from '../graphql/enums.js';
import { Refusal } from '../graphql/refusal.type.js';
import type { Refusal as RefusalData } from '../refusal.js';
import { Notification, type NotificationKind } from './notification.entity.js';
import type { Preference } from './notification.queries.js';

@InputType()
export class MarkNotificationsReadInput {
  @Field(() => [ID], { description: 'Own ones; others are left alone. At most 200.' })
  @ArrayMaxSize(200)
  @IsUUID('all', { each: true })
  declare ids: string[];
}

@InputType()
export class SaveNotificationPreferenceInput {
  @Field(() => notificationKindEnum) declare kind: NotificationKind;
  @Field(() => Boolean) declare inApp: boolean;
  @Field(() => Boolean) declare byMail: boolean;
}

@InputType()
export class UnsubscribeInput {
  @Field(() => String, { description: 'From the link in a mail.' }) @MaxLength(200) declare token: string;
}

@ObjectType('NotificationPreference', { simpleResolvers: true })
export class NotificationPreferenceView implements Preference {
  @Field(() => notificationKindEnum) declare kind: NotificationKind;
  @Field(() => Boolean) declare inApp: boolean;
  @Field(() => Boolean) declare byMail: boolean;
}

@ObjectType({ simpleResolvers: true })
export class NotificationList {
  @Field(() => Int) declare totalCount: number;
  @Field(() => Int) declare unreadCount: number;
  @Field(() => [Notification], { description: 'Newest first.' }) declare rows: Notification[];
}

@ObjectType({ simpleResolvers: true })
export class NotificationNews {
  @Field(() => Int) declare unreadCount: number;
  @Field(() => Notification, { nullable: true, description: 'The newest unread one.' })
  declare newest: Notification | null;
}

@ObjectType({ simpleResolvers: true })
export class MarkReadResult {
  @Field(() => Int) declare unreadCount: number;
  @Field(() => Refusal, { nullable: true }) declare refusal?: RefusalData | null;
}

@ObjectType({ simpleResolvers: true })
export class SaveNotificationPreferenceResult {
  @Field(() => [NotificationPreferenceView]) declare preferences: NotificationPreferenceView[];
  @Field(() => Refusal, { nullable: true }) declare refusal?: RefusalData | null;
}

@ObjectType({ simpleResolvers: true })
export class UnsubscribeResult {
  @Field(() => notificationKindEnum, { nullable: true, description: 'Of what no more mails are sent.' })
  declare kind?: NotificationKind | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: RefusalData | null;
}
