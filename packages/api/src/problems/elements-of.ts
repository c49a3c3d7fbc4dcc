import { type ElementRules, type ElementWithRule, elementsWithRules } from '@databoard/shared/element-rules';
import type { ProblemDescription } from '@databoard/shared/problem-description';

/** The files that a submission to a version has, with what is asked of each; none until a worker has read the kit. */
export const elementsOf = (version: {
  description?: ProblemDescription | null | undefined;
  elementRules?: ElementRules | undefined;
}): ElementWithRule[] => elementsWithRules(version.description?.elements ?? [], version.elementRules ?? {});
