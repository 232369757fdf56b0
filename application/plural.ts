/** Returns a number and its noun: `1 product`, `2 products`. `many` defaults to the noun with an s. */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`
