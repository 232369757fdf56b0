/** The largest id that a table gives. */
export const MAX_ID = 2_147_483_647

/** An id as tables keep it; for a number that no row can have, one that no row has: whoever names it finds nothing. */
export const idOrNone = (id: number): number => (Number.isInteger(id) && id > 0 && id <= MAX_ID ? id : 0)
