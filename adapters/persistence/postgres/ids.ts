import { MAX_ID } from "../../../domain/max-id.ts"

/** Maps numbers that are no ids to one that no row has, so that lookups return no rows. */
export const idOrNone = (id: number): number => (Number.isInteger(id) && id > 0 && id <= MAX_ID ? id : 0)
