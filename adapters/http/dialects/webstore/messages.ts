export const BAD_USERNAME =
  "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters."

export const BAD_EMAIL = "Enter a valid email address."
