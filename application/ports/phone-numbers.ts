/** The world's numbering plans. */
export interface PhoneNumbers {
  /** What people write, in E.164 (`+919876543210`); `null` where no plan has such a number. Needs the country code. */
  readonly toE164: (text: string) => string | null
}
