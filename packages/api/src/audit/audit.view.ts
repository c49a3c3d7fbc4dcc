import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { User } from '../users/user.entity.js';
import type { ReadAuditEntry } from './audit.queries.js';

@ObjectType('AuditDetail', { simpleResolvers: true })
class AuditDetailView {
  @Field(() => String) declare name: string;
  @Field(() => String, { nullable: true, description: 'What it was before; null where nothing was changed.' })
  declare from: string | null;
  @Field(() => String, { nullable: true }) declare to: string | null;
}

/** One privileged act, or one look at hidden scores. */
@ObjectType('AuditEntry', { simpleResolvers: true })
export class AuditEntryView {
  @Field(() => ID) declare id: string;
  @Field(() => Date) declare at: Date;
  @Field(() => User, { nullable: true, description: 'Null: the platform itself, or nobody who was signed in.' })
  declare actor: User | null;
  @Field(() => String, { description: 'As the mutation is called.' }) declare act: string;
  @Field(() => String, { nullable: true, description: 'The event that it is about; null for the instance.' })
  declare eventSlug: string | null;
  @Field(() => String, { nullable: true }) declare eventTitle: string | null;
  @Field(() => String, { description: 'As in the glossary.' }) declare subjectKind: string;
  @Field(() => String, { nullable: true }) declare subjectId: string | null;
  @Field(() => String, { nullable: true, description: 'Its name today; null where it has none.' })
  declare subjectName: string | null;
  @Field(() => [AuditDetailView], { description: 'What changed, or why.' }) declare details: AuditDetailView[];
}

@ObjectType('AuditLog', { simpleResolvers: true })
export class AuditLogView {
  @Field(() => Int) declare totalCount: number;
  @Field(() => [AuditEntryView], { description: 'Newest first.' }) declare rows: AuditEntryView[];
  @Field(() => [String], { description: 'Every act that the log has, whatever the filter.' }) declare acts: string[];
}

/** An entry as clients get it: its details as a list of words. */
export const viewOfEntry = ({ details, ...entry }: ReadAuditEntry, actor: User | null): AuditEntryView => ({
  ...entry,
  actor,
  details: Object.entries(details).flatMap(([name, value]) => {
    if (!isChange(value)) return value == null ? [] : [{ name, from: null, to: wordOf(value) }];
    return [{ name, from: wordOf(value.from), to: wordOf(value.to) }];
  }),
});

const isChange = (value: unknown): value is { from: unknown; to: unknown } =>
  typeof value === 'object' && value !== null && 'from' in value && 'to' in value && Object.keys(value).length === 2;

function wordOf(value: unknown): string | null {
  if (value == null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
