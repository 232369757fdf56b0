/** The time of day. Time comes in as data everywhere else. */
export interface Clock {
  readonly now: () => Date
}
