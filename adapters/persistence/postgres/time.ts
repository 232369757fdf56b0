/**
 * A moment as drivers read it alike: milliseconds since 1970, as a number. The moment is converted to UTC first, so that
 * all functions are immutable: sharding engines require that in `returning`.
 */
export const milliseconds = (column: string): string =>
  `extract(epoch from ${column} at time zone 'UTC')::float8 * 1000`

export const dateOf = (milliseconds: number): Date => new Date(Math.round(milliseconds))

export const dateOrNull = (milliseconds: number | null): Date | null =>
  milliseconds === null ? null : dateOf(milliseconds)
