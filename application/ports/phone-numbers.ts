/** The world's numbering plans. */
export interface PhoneNumbers {
  /**
   * Converts a written number to E.164, such as `+919876543210`. Requires the country code. Returns `null` when no
   * numbering plan contains the number.
   */
  readonly toE164: (text: string) => string | null
}
