import type { Account } from "../../domain/account/account.ts"
import { MAILED_TOKEN_SECONDS, type TokenPurpose } from "../../domain/account/account-token.ts"
import type { EmailAddress } from "../../domain/account/identifier.ts"
import type { Mail } from "../ports/mailer.ts"

/**
 * Returns the link that carries a token. The token is in the fragment, which browsers send to no server and in no
 * `Referer`, so it appears in no log: `https://shop.example/account#passwordToken=...`.
 */
export const accountLink = (page: string, purpose: TokenPurpose, token: string): string =>
  `${page}#${purpose}Token=${encodeURIComponent(token)}`

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
