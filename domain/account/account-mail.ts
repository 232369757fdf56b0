import type { Account } from "./account.ts"
import { MAILED_TOKEN_SECONDS, type TokenPurpose } from "./account-token.ts"
import type { EmailAddress } from "./identifier.ts"

/** A mail to the owner of an account. A mailer may write a text of its own from `purpose` and `link`. */
export interface Mail {
  readonly purpose: TokenPurpose
  readonly to: EmailAddress
  readonly subject: string
  /** Plain text. Contains the link. */
  readonly text: string
  readonly link: string
}

const MINUTES = MAILED_TOKEN_SECONDS / 60

/** Writes the mail that contains a link. */
export const accountMail = (
  purpose: TokenPurpose,
  to: EmailAddress,
  { username }: Pick<Account, "username">,
  link: string,
): Mail => {
  const owner = username === null ? "your account" : `your account ${username}`
  switch (purpose) {
    case "password":
      return {
        purpose,
        to,
        link,
        subject: "Choose a new password",
        text:
          `A new password was requested for ${owner}. Open this page to choose it:\n\n${link}\n\n` +
          `The link works once, for ${MINUTES} minutes. If you did not request it, ignore this mail: your password ` +
          "stays the same.\n",
      }
    case "email":
      return {
        purpose,
        to,
        link,
        subject: "Confirm your e-mail address",
        text:
          `Open this page to confirm that this address belongs to ${owner}:\n\n${link}\n\n` +
          `The link works once, for ${MINUTES} minutes. If you do not have this account, ignore this mail.\n`,
      }
  }
}
