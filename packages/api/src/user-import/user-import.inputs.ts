import 'reflect-metadata';
import { IsOptional, MaxLength } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { importEntryEnum, importOutcomeEnum, importPasswordsEnum } from '../graphql/enums.js';
import { Refusal } from '../graphql/refusal.type.js';
import type { Refusal as RefusalData } from '../refusal.js';
import type { ImportPasswords } from './import-users.js';
import type { ImportEntry, ImportOutcome } from './plan-user-import.js';

// A file that is too large is refused as data; this cap, twice as high, only bounds the work.
const csvMax = 2 * 1_048_576;

@InputType()
export class PreviewUserImportInput {
  @Field(() => String, {
    description:
      'The file as text. Its first line names the columns: firstname, lastname, email, name (the user name), hidden_notes; only email must be there. Parted by commas, semicolons or tabs. At most 2,000 people and 1 MiB.',
  })
  @MaxLength(csvMax)
  declare csv: string;
  @Field(() => String, { nullable: true, description: 'Everybody on the list takes part in it, approved.' })
  @IsOptional()
  @MaxLength(200)
  declare eventSlug?: string | null;
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Where a user name is taken or impossible, the suggested one is used.',
  })
  declare takesSuggestions: boolean;
}

@InputType()
export class ImportUsersInput extends PreviewUserImportInput {
  @Field(() => importPasswordsEnum, {
    defaultValue: 'LINKS',
    description:
      'LINKS: each gets a mail with a link to choose a password. GENERATED: the answer has them; at most 200.',
  })
  declare passwords: ImportPasswords;
}

@ObjectType({ simpleResolvers: true })
class UserImportRow {
  @Field(() => Int, { description: 'Where it begins in the file.' }) declare line: number;
  @Field(() => importOutcomeEnum) declare outcome: ImportOutcome;
  @Field(() => importEntryEnum, { nullable: true, description: 'Null without an event, and with a problem.' })
  declare entry: ImportEntry | null;
  @Field(() => String, { description: 'As it is, or will be; with a problem as in the file.' })
  declare username: string;
  @Field(() => String) declare email: string;
  @Field(() => String) declare firstName: string;
  @Field(() => String) declare lastName: string;
  @Field(() => String, { nullable: true, description: 'The column at fault.' }) declare field: string | null;
  @Field(() => String, { nullable: true, description: 'What is wrong, or worth knowing.' })
  declare message: string | null;
  @Field(() => String, { nullable: true, description: 'A user name that would be taken.' })
  declare suggestion: string | null;
}

@ObjectType({ simpleResolvers: true })
export class ImportedUserRow extends UserImportRow {
  @Field(() => String, { nullable: true, description: 'Shown this once, and kept nowhere.' })
  declare password: string | null;
}

@ObjectType({ simpleResolvers: true })
export class UserImportPreview {
  @Field(() => [UserImportRow], { description: 'Every line, in the order of the file.' }) declare rows: UserImportRow[];
  @Field(() => [String], { description: 'Columns that are not read, as the file calls them.' })
  declare unknownColumns: string[];
  @Field(() => Boolean, { description: 'Letters were lost: the file is not in UTF-8.' }) declare isMisread: boolean;
  @Field(() => Int) declare newCount: number;
  @Field(() => Int) declare existingCount: number;
  @Field(() => Int) declare problemCount: number;
}

@ObjectType({ simpleResolvers: true })
export class PreviewUserImportResult {
  @Field(() => UserImportPreview, { nullable: true }) declare preview?: UserImportPreview | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: RefusalData | null;
}

@ObjectType({ simpleResolvers: true })
export class ImportUsersResult {
  @Field(() => [ImportedUserRow], { description: 'Every line, in the order of the file; empty when refused.' })
  declare rows: ImportedUserRow[];
  @Field(() => Int, { description: 'Accounts that were made.' }) declare createdCount: number;
  @Field(() => Refusal, { nullable: true }) declare refusal?: RefusalData | null;
}
