/** The maximum number of fields and files of a form. An order of 1,000 lines has 3,000 fields. */
export const MAX_FIELDS = 4000
