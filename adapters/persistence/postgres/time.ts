/** A moment as drivers read it alike: milliseconds since 1970, as a number. */
export const milliseconds = (column: string): string => `extract(epoch from ${column})::float8 * 1000`

export const dateOf = (milliseconds: number): Date => new Date(Math.round(milliseconds))

export const dateOrNull = (milliseconds: number | null): Date | null =>
  milliseconds === null ? null : dateOf(milliseconds)
