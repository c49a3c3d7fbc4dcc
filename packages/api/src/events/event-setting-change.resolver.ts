import 'reflect-metadata';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import { User } from '../users/user.entity.js';
import { EventSettingChange } from './event-setting-change.entity.js';

/** A change is reached through guarded fields alone (`Event.settingHistory`, `updateEvent`), so its own ask no policy. */
@Resolver(() => EventSettingChange)
export class EventSettingChangeResolver {
  @FieldResolver(() => User, { nullable: true, description: 'Null where the account is gone.' })
  async by(@Root() change: EventSettingChange): Promise<User | null> {
    return ((await change.by?.loadOrFail()) ?? null) as User | null;
  }
}
