import { z } from 'zod';

const uuid = z.guid();

/** Whether a client's id can be an id at all; PostgreSQL would answer anything else with an error. */
export const isUuid = (id: string): boolean => uuid.safeParse(id).success;
