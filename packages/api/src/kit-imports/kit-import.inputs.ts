import 'reflect-metadata';
import { ArrayMaxSize, IsOptional, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Field, Float, InputType, Int, ObjectType } from 'type-graphql';
import { importStepEnum } from '../graphql/enums.js';
import { Refusal } from '../graphql/refusal.type.js';
import { ProblemOptionsInput, TreeFileInput } from '../problems/problem.inputs.js';
import { type ImportProgress, KitImport } from './kit-import.entity.js';

const treeFilesMax = 50_000;

@InputType()
class GitSourceInput {
  @Field(() => String, { description: '`https://…`, at a public address.' }) @MaxLength(1000) declare url: string;
  @Field(() => String, { nullable: true, description: 'Branch, tag or commit; without it, the default branch.' })
  @IsOptional()
  @MaxLength(300)
  declare ref?: string | null;
  @Field(() => String, { nullable: true, description: 'The folder that is the kit; without it, the whole repository.' })
  @IsOptional()
  @MaxLength(1024)
  declare subfolder?: string | null;
}

@InputType({ description: 'Where a kit comes from: one of the three.' })
class KitSourceInput {
  @Field(() => [TreeFileInput], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(treeFilesMax)
  @ValidateNested()
  declare files?: TreeFileInput[] | null;
  @Field(() => String, { nullable: true, description: 'A zip that was uploaded as an artifact.' })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: '$property must be a SHA-256 digest in lower-case hex' })
  declare zipDigest?: string | null;
  @Field(() => GitSourceInput, { nullable: true }) @IsOptional() @ValidateNested() declare git?: GitSourceInput | null;
}

@InputType()
export class ImportKitInput {
  @Field(() => String, { description: 'The problem it belongs to: `titanic`, `boston_housing`.' })
  @MaxLength(200)
  declare name: string;
  @Field(() => KitSourceInput) @ValidateNested() declare kit: KitSourceInput;
  @Field(() => KitSourceInput, { nullable: true, description: 'Private data that replaces the kit’s own.' })
  @IsOptional()
  @ValidateNested()
  declare data?: KitSourceInput | null;
  @Field(() => ProblemOptionsInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  declare options?: ProblemOptionsInput | null;
  @Field(() => String, { nullable: true, description: 'What has changed, for other site admins.' })
  @IsOptional()
  @MaxLength(4000)
  declare note?: string | null;
}

@ObjectType({ simpleResolvers: true })
export class ImportKitResult {
  @Field(() => KitImport, { nullable: true }) declare kitImport?: KitImport | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@ObjectType('ImportProgress', { simpleResolvers: true })
export class ImportProgressView {
  @Field(() => importStepEnum) declare step: ImportProgress['step'];
  @Field(() => Int, { description: 'Files stored so far.' }) declare files: number;
  @Field(() => Float, { description: 'Bytes fetched or stored so far.' }) declare bytes: number;
}

@ObjectType({ simpleResolvers: true })
export class KitImportPage {
  @Field(() => Int) declare totalCount: number;
  @Field(() => [KitImport]) declare rows: KitImport[];
}
