/** What the token of a link permits: choosing a new password, or confirming an e-mail address. */
export type TokenPurpose = "password" | "email"

/** Seconds for which the token of a mailed link is valid. */
export const MAILED_TOKEN_SECONDS = 30 * 60

/** Seconds for which a password link of an admin is valid. The admin passes it on by hand, so it needs more time. */
export const PASSWORD_LINK_SECONDS = 24 * 60 * 60

/** The most valid tokens of one purpose that an account has by mail. It bounds the mails that others can cause. */
export const MAX_MAILED_TOKENS = 5
