import type { ShopOptions } from "../../../composition/settings.ts"
import { text } from "./kind.ts"
import { optional } from "./setting.ts"
import { accepted, isObject } from "./structure.ts"

type Mailer = NonNullable<NonNullable<ShopOptions["mail"]>["mailer"]>

/** The settings of mails. */
export const mailSettings = {
  "mail.smtpUrl": optional(text("an SMTP URL"), {
    variable: "SHOPWRIGHT_SMTP_URL",
    isSecret: true,
    about:
      "the mail server, smtp://user:password@host:587 or smtps://user:password@host:465; needs the package nodemailer",
    usual: "the shop sends no mail",
  }),
  "mail.from": optional(text("an address"), {
    variable: "SHOPWRIGHT_MAIL_FROM",
    about: "the sender of mails, such as Shop <shop@example.com>; required with SHOPWRIGHT_SMTP_URL",
  }),
  "mail.mailer": optional(accepted<Mailer>("a mailer", isObject), {
    about: "a mailer that replaces the mail server",
  }),
  "mail.passwordUrl": optional(text("a URL"), {
    scope: "every command",
    variable: "SHOPWRIGHT_PASSWORD_URL",
    about:
      "the page to which links for new passwords and e-mail addresses lead, such as https://shop.example/account; the token follows as #passwordToken=... or #emailToken=...; required with SHOPWRIGHT_SMTP_URL",
  }),
}
