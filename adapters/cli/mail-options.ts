import { checkMailOptions, type MailOptions } from "../../composition/mail-options.ts"
import { UsageError } from "./failure.ts"
import type { Settings } from "./settings/settings.ts"

/** Returns how the shop sends mails. Throws UsageError, with the names of the variables, if a setting is missing. */
export const mailOptions = (settings: Settings): MailOptions => {
  const options = {
    smtpUrl: settings.value("mail.smtpUrl"),
    from: settings.value("mail.from"),
    mailer: settings.value("mail.mailer"),
    passwordUrl: settings.value("mail.passwordUrl"),
  }
  try {
    checkMailOptions(options)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new UsageError(
      `${error.message} The settings are SHOPWRIGHT_SMTP_URL, SHOPWRIGHT_MAIL_FROM and SHOPWRIGHT_PASSWORD_URL.`,
    )
  }
  return options
}

/** What the log says at start if the shop sends no mail. */
export const NO_MAIL =
  "The shop sends no mail: forgotten passwords and e-mail verification respond with a 501. To send mails, set " +
  "SHOPWRIGHT_SMTP_URL, SHOPWRIGHT_MAIL_FROM and SHOPWRIGHT_PASSWORD_URL."
