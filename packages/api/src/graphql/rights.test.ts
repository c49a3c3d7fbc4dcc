import assert from 'node:assert/strict';
import { GraphqlClient } from '../testing/graphql-client.js';
import { fieldRights, valueRights } from '../testing/rights/field-rights.js';
import { mutationRights } from '../testing/rights/mutation-rights.js';
import { fieldsOf, objectProbes, seenFields } from '../testing/rights/object-probes.js';
import { documentFor, type Outcome, outcomeOf, type Root, rootField } from '../testing/rights/probe.js';
import { queryRights } from '../testing/rights/query-rights.js';
import { openRightsScene, type RightsScene } from '../testing/rights/rights-scene.js';
import { type Role, type Rule, roles, type Stage, seesEvent, stages } from '../testing/rights/roles.js';
import type { RootRight } from '../testing/rights/root-right.js';
import { subscriptionRights } from '../testing/rights/subscription-rights.js';
import { eventually } from '../testing/test-app.js';
import { buildSchema } from './build-schema.js';

/** Every role at every stage against what the tables in `testing/rights` say, through HTTP and WebSocket. */
describe('rights', () => {
  const schema = buildSchema();
  let scene: RightsScene;
  before(async function () {
    this.timeout(60_000);
    scene = await openRightsScene();
  });
  after(() => scene.close());

  const clientOf = (role: Role, isAskedAlone = false) =>
    isAskedAlone ? new GraphqlClient(scene.test.address) : scene.clients[role];
  /** What differs from the rule, in words; asks all roles at once. */
  const differences = async (
    stage: Stage,
    rule: Rule,
    ask: (role: Role) => Promise<Outcome | boolean>,
  ): Promise<string[]> => {
    const found = await Promise.all(
      roles.map(async (role) => {
        const outcome = await ask(role);
        const isAllowed = typeof outcome === 'boolean' ? outcome : outcome.kind === 'allowed';
        const how = typeof outcome === 'boolean' ? '' : ` (${outcome.kind}: ${outcome.how})`;
        const isClear = typeof outcome === 'boolean' || outcome.kind !== 'unclear';
        if (isClear && isAllowed === rule(role, stage)) return null;
        return `${role} at ${stage}: ${isAllowed ? 'may' : 'may not'}${how}`;
      }),
    );
    return found.filter((each) => each !== null);
  };

  const rootTest = (root: Root, table: Record<string, RootRight>) => {
    it(`every ${root.toLowerCase()} is for those that the table says`, async function () {
      this.timeout(240_000);
      const wrong: Record<string, string[]> = {};
      for (const stage of stages) {
        await scene.enter(stage);
        for (const [name, { rule, variables, refusals, isAskedAlone, movesEvent }] of Object.entries(table)) {
          const document = documentFor(schema, root, name);
          const field = rootField(schema, root, name);
          const found = await differences(stage, rule, async (role) =>
            outcomeOf(field, await clientOf(role, isAskedAlone).post(document, variables(scene, role)), refusals),
          );
          if (found.length > 0) wrong[name] = [...(wrong[name] ?? []), ...found];
          if (movesEvent) await scene.enter(stage);
        }
      }
      assert.deepEqual(wrong, {});
    });
  };
  rootTest('Query', queryRights);

  it('every subscription is for those that the table says', async function () {
    this.timeout(240_000);
    const wrong: Record<string, string[]> = {};
    for (const stage of stages) {
      await scene.enter(stage);
      for (const [name, { rule, variables }] of Object.entries(subscriptionRights)) {
        const document = documentFor(schema, 'Subscription', name);
        const found = await differences(stage, rule, async (role) => {
          const listener = clientOf(role).subscribe(document, variables(scene, role));
          const answer = await eventually(async () => {
            if (listener.failure !== null) return { errors: listener.failure } as never;
            scene.speak();
            return listener.seen[0];
          }, `${name} answers ${role} at ${stage}`);
          await listener.close();
          return outcomeOf(rootField(schema, 'Subscription', name), answer);
        });
        if (found.length > 0) wrong[name] = [...(wrong[name] ?? []), ...found];
      }
    }
    assert.deepEqual(wrong, {});
  });

  it('every field holds something for those that the table says', async function () {
    this.timeout(240_000);
    const wrong: Record<string, string[]> = {};
    for (const stage of stages) {
      await scene.enter(stage);
      for (const probe of objectProbes) {
        const seen = new Map<Role, Set<string>>();
        for (const role of roles) {
          seen.set(role, await seenFields(schema, probe, clientOf(role), probe.variables(scene, role)));
        }
        const { guarded = {}, unseen = '' } = fieldRights[probe.type] ?? {};
        const empty = new Set(unseen.split(' '));
        for (const name of fieldsOf(schema, probe.type)) {
          const rule: Rule = (role, at) =>
            !empty.has(name) &&
            seesEvent(role, at) &&
            (probe.rule?.(role, at) ?? true) &&
            (guarded[name]?.(role, at) ?? true);
          const found = await differences(stage, rule, async (role) => seen.get(role)?.has(name) ?? false);
          const key = `${probe.type}.${name}`;
          if (found.length > 0) wrong[key] = [...(wrong[key] ?? []), ...found];
        }
      }
    }
    assert.deepEqual(wrong, {});
  });

  it('every score and every board is for those that the table says', async function () {
    this.timeout(240_000);
    const wrong: Record<string, string[]> = {};
    for (const stage of stages) {
      await scene.enter(stage);
      for (const { name, document, isSeen, rule } of valueRights) {
        const variables = document.includes('$id') ? { id: scene.submissionId } : { slug: scene.slug };
        const found = await differences(
          stage,
          (role, at) => seesEvent(role, at) && rule(role, at),
          async (role) => isSeen((await clientOf(role).post(document, variables)).data as never),
        );
        if (found.length > 0) wrong[name] = [...(wrong[name] ?? []), ...found];
      }
    }
    assert.deepEqual(wrong, {});
  });

  // Last: what is done here changes what the others look at.
  rootTest('Mutation', mutationRights);
});
