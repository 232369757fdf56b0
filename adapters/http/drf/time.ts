/** Formats a time like DRF: ISO 8601 in UTC with six decimals of a second, or none if they are zero. */
export const time = (moment: Date): string => {
  const text = moment.toISOString()
  return text.endsWith(".000Z") ? `${text.slice(0, -5)}Z` : `${text.slice(0, -1)}000Z`
}
