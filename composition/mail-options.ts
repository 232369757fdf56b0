import { checkSmtpSettings, openSmtpMailer } from "../adapters/mail/smtp.ts"
import type { Mailer } from "../application/ports/mailer.ts"

/**
 * How a shop sends mails with links: over SMTP (`smtpUrl` and `from`, needs the package nodemailer) or through a mailer
 * of the host. Both need `passwordUrl`. Without them the shop sends no mail, and an admin's password links have no URL.
 */
export interface MailOptions {
  /** `smtp://user:password@host:587` or `smtps://user:password@host:465`. */
  readonly smtpUrl?: string | undefined
  /** The sender: `shop@example.com` or `Shop <shop@example.com>`. */
  readonly from?: string | undefined
  /** Replaces `smtpUrl` and `from`. */
  readonly mailer?: Mailer | undefined
  /**
   * The page of the shop to which links lead, such as `https://shop.example/account`. The token follows in the fragment:
   * `#passwordToken=...` or `#emailToken=...`.
   */
  readonly passwordUrl?: string | undefined
}

const explain = (problem: string): RangeError => new RangeError(`The option \`mail\` is incomplete: ${problem}`)

/** Throws RangeError for invalid options, before anything is opened. */
export const checkMailOptions = ({ smtpUrl, from, mailer, passwordUrl }: MailOptions): void => {
  const isPage =
    passwordUrl === undefined ||
    (URL.canParse(passwordUrl) && /^https?:$/.test(new URL(passwordUrl).protocol) && !passwordUrl.includes("#"))
  if (!isPage)
    throw new RangeError("mail.passwordUrl must be an http:// or https:// URL without a fragment (#), for the token.")
  if (smtpUrl !== undefined) {
    if (mailer !== undefined) throw explain("it has `smtpUrl` and `mailer`; remove one of them.")
    if (from === undefined) throw explain("`from`, the sender of mails, is missing.")
    checkSmtpSettings({ url: smtpUrl, from })
  }
  if ((smtpUrl ?? mailer) !== undefined && passwordUrl === undefined)
    throw explain("`passwordUrl`, the page to which links lead, is missing.")
}

/** Returns the mailer of the options, or `undefined`. Loads the package nodemailer for SMTP. */
export const openMailer = async ({ smtpUrl, from, mailer }: MailOptions): Promise<Mailer | undefined> =>
  smtpUrl === undefined || from === undefined ? mailer : openSmtpMailer({ url: smtpUrl, from })
