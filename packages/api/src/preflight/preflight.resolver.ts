import 'reflect-metadata';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { requireViewer } from '../auth/viewer.js';
import { findEventFor } from '../events/sees-event.js';
import type { RequestContext } from '../graphql/context.js';
import { Preflight, PreflightInput } from './preflight.inputs.js';
import { lookAtFiles } from './refuse-by-look.js';

@Resolver()
export class PreflightResolver {
  @Query(() => Preflight, {
    description: 'What a look at files tells before they are submitted: names, sizes, syntax, what the workflow calls.',
  })
  async preflight(
    @Arg('input', () => PreflightInput) { eventSlug, files }: PreflightInput,
    @Ctx() context: RequestContext,
  ): Promise<Preflight> {
    const viewer = requireViewer(context.viewer);
    const event = await findEventFor(context.em, viewer, eventSlug, context);
    const seen = (await lookAtFiles(files, event, context)) ?? [];
    return {
      isAccepted: seen.every(({ findings }) => findings.every(({ severity }) => severity !== 'error')),
      files: seen.map(({ required, ...file }) => ({
        ...file,
        requires:
          required === null ? null : required.kind === 'function' ? `${required.name}()` : `class ${required.name}`,
      })),
    };
  }
}
