/** A moment as DRF shows it: ISO 8601 in UTC with six digits of a second's fraction, or none where it is zero. */
export const time = (moment: Date): string => {
  const text = moment.toISOString()
  return text.endsWith(".000Z") ? `${text.slice(0, -5)}Z` : `${text.slice(0, -1)}000Z`
}
