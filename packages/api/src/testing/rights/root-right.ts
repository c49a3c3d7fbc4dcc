import type { RightsScene } from './rights-scene.js';
import type { Role, Rule } from './roles.js';

/**
 * Who may call one query, mutation or subscription. It is asked in a way that changes nothing that others look at: a
 * mutation is refused for another reason once the role may, or does what is done already.
 */
export interface RootRight {
  rule: Rule;
  variables: (scene: RightsScene, role: Role) => Record<string, unknown>;
  /** Reasons of refusals that mean that the role may not. */
  refusals?: readonly string[];
  /** Asked without a session whoever asks, where asking would end it. */
  isAskedAlone?: boolean;
  /** Open also to who must choose a password first; everything else is closed to them. */
  isOpenBeforeOwnPassword?: boolean;
  /** Moves the event to another stage when it is done. */
  movesEvent?: boolean;
}

/** A right as one line of a table. */
export const right = (
  rule: Rule,
  variables: RootRight['variables'] = () => ({}),
  more: Partial<RootRight> = {},
): RootRight => ({
  ...more,
  variables,
  rule: (role, stage) => (role === 'NEWCOMER' ? more.isOpenBeforeOwnPassword === true : rule(role, stage)),
});
