import { defineEntity, p } from '@mikro-orm/core';
import { EventSchema } from '../events/event.entity.js';
import { SubmissionSchema } from '../submissions/submission.entity.js';

export const BoardChangeSchema = defineEntity({
  name: 'BoardChange',
  indexes: [{ name: 'board_change_event_id_version_index', properties: ['event', 'version'] }],
  properties: {
    submission: () => p.manyToOne(SubmissionSchema).ref().primary().deleteRule('cascade'),
    event: () => p.manyToOne(EventSchema).ref().deleteRule('cascade'),
    /** The event's `boardVersion` that the last change of the submission made. */
    version: p.integer(),
  },
});

/** When a submission last changed on its event's boards, so that whoever has kept a board reads again what is new alone. */
export class BoardChange extends BoardChangeSchema.class {}
BoardChangeSchema.setClass(BoardChange);
