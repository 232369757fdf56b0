import { Data, type Effect } from "effect"
import type { TokenPurpose } from "../../domain/account/account-token.ts"
import type { EmailAddress } from "../../domain/account/identifier.ts"

/** A mail to the owner of an account. A mailer may write a text of its own from `purpose` and `link`. */
export interface Mail {
  readonly purpose: TokenPurpose
  readonly to: EmailAddress
  readonly subject: string
  /** Plain text. Contains the link. */
  readonly text: string
  readonly link: string
}

/**
 * A mail was not accepted by the mail server. `reason` does not contain the mail.
 *
 * @example
 * const failing: Mailer = {
 *   send: () => Effect.fail(new MailNotSent({ reason: "the server is down", isPermanent: false })),
 * }
 */
export class MailNotSent extends Data.TaggedError("MailNotSent")<{
  readonly reason: string
  /** Whether a retry is futile, for example because the recipient does not exist. */
  readonly isPermanent: boolean
}> {
  override get message(): string {
    return `A mail was not sent: ${this.reason}`
  }
}

/** Sends mails. */
export interface Mailer {
  /** Sends one mail. Succeeds when the mail server has accepted it. The caller retries. */
  readonly send: (mail: Mail) => Effect.Effect<void, MailNotSent>
}
