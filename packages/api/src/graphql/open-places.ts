import { randomUUID } from 'node:crypto';

/** What each viewer of one class gets for themselves in an answer that is the same otherwise. */
export interface Person {
  /** Null: has no team in the event. */
  teamId: string | null;
  participationId: string | null;
}

/** A value of an answer that is not there yet: whether a team is the viewer's, or the id of the viewer's participation. */
export class OpenPlace {
  constructor(private readonly mark: string) {}

  toJSON(): string {
    return this.mark;
  }
}

/** An answer for a whole class of viewers, once it is text. */
export interface SharedAnswer {
  body: Buffer;
  /** Where it says whether something is of a team, by team: `false` so far. */
  teamFlags: ReadonlyMap<string, readonly number[]>;
  /** Where it names the viewer's participation: an empty UUID so far. */
  participationIds: readonly number[];
}

// Every value takes as much room as any other that may stand there: JSON does not mind a space behind `true`.
const notMine = 'false';
const mine = 'true ';
const noId = '"00000000-0000-0000-0000-000000000000"';

/** The open places of one answer while it is made. */
export class OpenPlaces {
  /** Nobody can know it and put it into a name. */
  private readonly secret = randomUUID();
  private readonly teams: (string | null)[] = [];

  /** True for members of the team, false for everyone else. */
  isOfTeam(teamId: string): OpenPlace {
    return this.open(teamId);
  }

  participationId(): OpenPlace {
    return this.open(null);
  }

  /** The answer as text that can be filled for one viewer after the other. */
  answer(result: unknown): SharedAnswer {
    const parts = JSON.stringify(result).split(new RegExp(`"${this.secret}:(\\d+)"`));
    const teamFlags = new Map<string, number[]>();
    const participationIds: number[] = [];
    let text = '';
    let length = 0;
    for (const [index, part] of parts.entries()) {
      const teamId = index % 2 === 1 ? this.teams[Number(part)] : undefined;
      const value = teamId === undefined ? part : teamId === null ? noId : notMine;
      if (teamId === null) participationIds.push(length);
      else if (teamId !== undefined) teamFlags.set(teamId, (teamFlags.get(teamId) ?? []).concat(length));
      text += value;
      length += Buffer.byteLength(value);
    }
    return { body: Buffer.from(text), teamFlags, participationIds };
  }

  private open(teamId: string | null): OpenPlace {
    this.teams.push(teamId);
    return new OpenPlace(`${this.secret}:${this.teams.length - 1}`);
  }
}

/** The answer for one of the class. */
export function filledFor({ teamId, participationId }: Person, answer: SharedAnswer): Buffer {
  const own = (teamId !== null && answer.teamFlags.get(teamId)) || [];
  if (own.length === 0 && answer.participationIds.length === 0) return answer.body;
  const body = Buffer.from(answer.body);
  for (const at of own) body.write(mine, at, 'latin1');
  for (const at of answer.participationIds) {
    if (participationId?.length !== noId.length - 2) throw new Error('The viewer has no participation to name.');
    body.write(participationId, at + 1, 'latin1');
  }
  return body;
}
