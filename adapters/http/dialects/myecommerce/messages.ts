export const BAD_USERNAME =
  "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters."

export const BAD_EMAIL = "Enter a valid email address."

export const BAD_PHONE = "Enter a valid phone number."

export const BAD_DATE = "Date has wrong format. Use one of these formats instead: YYYY-MM-DD."
