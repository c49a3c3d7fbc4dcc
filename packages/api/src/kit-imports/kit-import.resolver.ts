import 'reflect-metadata';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { requireAdmin } from '../auth/viewer.js';
import type { RequestContext } from '../graphql/context.js';
import { isUuid } from '../graphql/is-uuid.js';
import { PageArgs } from '../graphql/page-args.js';
import { Scope } from '../graphql/scope.js';
import { ProblemVersion } from '../problems/problem-version.entity.js';
import { User } from '../users/user.entity.js';
import { importKit } from './import-kit.js';
import { KitImport } from './kit-import.entity.js';
import { ImportKitInput, ImportKitResult, ImportProgressView, KitImportPage } from './kit-import.inputs.js';
import { findKitImport, listKitImports } from './kit-import.queries.js';

@Resolver(() => KitImport)
export class KitImportResolver {
  @Query(() => KitImport, { nullable: true, description: 'For site admins; poll it while a kit is imported.' })
  async kitImport(@Arg('id', () => ID) id: string, @Ctx() { em, viewer }: RequestContext): Promise<KitImport | null> {
    requireAdmin(viewer);
    return isUuid(id) ? findKitImport(em, id) : null;
  }

  @Query(() => KitImportPage, { description: 'For site admins: the latest first.' })
  async kitImports(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { em, viewer }: RequestContext,
  ): Promise<KitImportPage> {
    requireAdmin(viewer);
    return listKitImports(em, page);
  }

  @Scope('ADMIN')
  @Mutation(() => ImportKitResult, {
    description: 'For site admins: publishes a kit from a zip or a git server. Answers at once; poll `kitImport`.',
  })
  importKit(
    @Arg('input', () => ImportKitInput) input: ImportKitInput,
    @Ctx() context: RequestContext,
  ): Promise<ImportKitResult> {
    return importKit(requireAdmin(context.viewer), input, context);
  }

  @FieldResolver(() => ImportProgressView, { nullable: true, description: 'Null until it runs, and once it is done.' })
  progress(@Root() { progress }: KitImport): ImportProgressView | null {
    return progress ?? null;
  }

  @FieldResolver(() => String, { description: 'Where the kit comes from, in words.' })
  from(@Root() { kitSource }: KitImport): string {
    if (kitSource.kind === 'GIT')
      return [kitSource.url, kitSource.ref, kitSource.subfolder].filter(Boolean).join(' · ');
    return kitSource.kind === 'ZIP' ? 'a zip' : 'a folder';
  }

  @FieldResolver(() => ProblemVersion, {
    nullable: true,
    description: 'Null until it is done, and once it is deleted.',
  })
  async problemVersion(@Root() { problemVersion }: KitImport): Promise<ProblemVersion | null> {
    const version = (await problemVersion?.load()) as ProblemVersion | null | undefined;
    return version == null || version.deletedAt != null ? null : version;
  }

  @FieldResolver(() => User)
  async requestedBy(@Root() { requestedBy }: KitImport): Promise<User> {
    return (await requestedBy.loadOrFail()) as User;
  }
}
