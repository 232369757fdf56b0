import { expect, it } from "vitest"
import { openMailbox } from "../../adapters/mail/in-memory.ts"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import type { MailOptions } from "../../composition/mail-options.ts"
import { openShop } from "../../composition/open-shop.ts"
import { persistenceModule } from "../../composition/persistence.module.ts"

const { mailer } = openMailbox()
const passwordUrl = "https://shop.example/account"
const smtp = { smtpUrl: "smtp://localhost", from: "shop@example.com" }

const wrong: ReadonlyArray<readonly [MailOptions, string]> = [
  [{ mailer }, "`passwordUrl`, the page to which links lead, is missing."],
  [smtp, "`passwordUrl`, the page to which links lead, is missing."],
  [{ smtpUrl: smtp.smtpUrl, passwordUrl }, "`from`, the sender of mails, is missing."],
  [{ ...smtp, mailer, passwordUrl }, "it has `smtpUrl` and `mailer`; remove one of them."],
  [{ ...smtp, smtpUrl: "https://localhost", passwordUrl }, "The SMTP URL must have the form"],
  [{ passwordUrl: "shop.example" }, "mail.passwordUrl must be an http:// or https:// URL without a fragment"],
  [{ passwordUrl: `${passwordUrl}#top` }, "mail.passwordUrl must be an http:// or https:// URL without a fragment"],
]

it.each(wrong)("openShop rejects the mail options %o", async (mail, message) => {
  await expect(openShop({ database: "memory", mail })).rejects.toThrow(message)
})

it("a store without recovery ports supports no links", async () => {
  const { recovery: _, ...store } = openInMemory()
  await using shop = await openShop({
    database: "memory",
    mail: { mailer, passwordUrl },
    modules: [persistenceModule(store)],
  })
  const error = { _tag: "NotSupported", ports: "recovery" }
  expect(await shop.verifyEmail({ token: "x" })).toMatchObject({ ok: false, error })
  expect(await shop.requestPasswordReset({ login: "mia", address: "::1" })).toMatchObject({ ok: false, error })
})
