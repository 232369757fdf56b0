import { Effect, Fiber, Result } from "effect"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { openSmtpMailer } from "../../adapters/mail/smtp.ts"
import { eventually } from "../../adapters/testing/eventually.ts"
import { accountMail } from "../../application/account/account-mail.ts"
import { openShop } from "../../composition/open-shop.ts"
import { ContainerModule, Port } from "../../composition/ports.ts"
import { emailAddress } from "../../domain/account/identifier.ts"
import { startSmtpServer, type TestSmtpServer, tokenIn } from "../support/smtp-server.ts"

const FROM = "Shop <shop@example.com>"
const PAGE = "https://shop.example/account"
const mia = Result.getOrThrow(emailAddress("mia@example.com"))
const mail = accountMail("password", mia, { username: null }, `${PAGE}#passwordToken=abc`)

let server: TestSmtpServer
beforeEach(async () => {
  server = await startSmtpServer()
})
afterEach(() => server.close())

describe("the SMTP mailer", () => {
  const failureOf = async (timeout?: number) => {
    const { send } = await openSmtpMailer({ url: server.url, from: FROM, ...(timeout !== undefined && { timeout }) })
    return Effect.runPromise(Effect.flip(send(mail)))
  }

  it("sends a mail with its sender, recipient, subject and text", async () => {
    const { send } = await openSmtpMailer({ url: server.url, from: FROM })
    await Effect.runPromise(send(mail))
    const [received = ""] = server.received
    expect(received).toContain("From: Shop <shop@example.com>")
    expect(received).toContain("To: mia@example.com")
    expect(received).toContain("Subject: Choose a new password")
    expect(tokenIn(received)).toBe("abc")
  })

  it("reports whether a retry can help", async () => {
    server.treat({ code: 451, at: "recipient" })
    expect(await failureOf()).toMatchObject({ _tag: "MailNotSent", isPermanent: false })
    server.treat({ code: 550, at: "recipient" })
    expect(await failureOf()).toMatchObject({ isPermanent: true })
    server.treat({ code: 452, at: "content" })
    expect(await failureOf()).toMatchObject({ isPermanent: false })
    server.treat({ code: 554, at: "content" })
    const refused = await failureOf()
    expect(refused).toMatchObject({ isPermanent: true })
    expect(refused.reason).toContain("Try another server")
    expect(refused.message).not.toContain("passwordToken")
  })

  it("fails for a server that does not respond in time, and closes the connection", async () => {
    server.treat("stall")
    expect(await failureOf(300)).toMatchObject({ isPermanent: false })
    await eventually("the connection is closed", () => server.connections() === 0)
  })

  it("closes the connection at once when it is interrupted", async () => {
    server.treat("stall")
    const { send } = await openSmtpMailer({ url: server.url, from: FROM })
    const sending = Effect.runFork(send(mail))
    await eventually("the content has arrived", () => server.tried() === 1)
    await Effect.runPromise(Fiber.interrupt(sending))
    await eventually("the connection is closed", () => server.connections() === 0)
  })

  it("fails while the server is down", async () => {
    await server.close()
    expect(await failureOf()).toMatchObject({ isPermanent: false })
  })

  it("does not send a password over a connection without encryption to another machine", async () => {
    const { port } = server
    const { send } = await openSmtpMailer({ url: `smtp://user:secret@127.0.0.2:${port}`, from: FROM })
    const elsewhere = await startSmtpServer(port, "127.0.0.2")
    try {
      const refused = await Effect.runPromise(Effect.flip(send(mail)))
      expect(refused.reason).toMatch(/STARTTLS/)
      expect(elsewhere.received).toEqual([])
    } finally {
      await elsewhere.close()
    }
  })

  it.each(["http://localhost", "smtp://", "localhost:25", ""])("rejects the URL %j", async (url) => {
    await expect(openSmtpMailer({ url, from: FROM })).rejects.toThrow("The SMTP URL must have the form")
  })

  it.each(["shop", "a@b\r\nBcc: c@d", "Shop <shop>"])("rejects the sender %j", async (from) => {
    await expect(openSmtpMailer({ url: server.url, from })).rejects.toThrow("The sender of mails must be an address")
  })
})

describe("a shop with a mail server", () => {
  const registration = { required: [], signsInByEmail: true, password: { minLength: 8, maxLength: 128 } }

  it("sends each mail although the server fails, stalls and restarts, and responds without waiting for it", async () => {
    let ahead = 0
    const clock = { now: () => new Date(Date.now() + ahead) }
    const modules = [new ContainerModule(({ rebind }) => void rebind(Port.services.clock).toConstantValue(clock))]
    const faults: Array<unknown> = []
    await using shop = await openShop({
      database: "memory",
      passwordCost: 4,
      registration,
      modules,
      mail: { smtpUrl: server.url, from: FROM, passwordUrl: PAGE },
      onBackgroundError: (fault) => void faults.push(fault),
    })
    await shop.register({ email: mia, password: "a-long-password" })
    const ask = (login: string) => shop.requestPasswordReset({ login, address: "127.0.0.1" })
    /** Lets the pause before the next attempt pass. The request wakes the delivery, and causes no mail. */
    const retry = async () => {
      ahead += 300_000
      expect(await ask("nobody@example.com")).toMatchObject({ ok: true })
    }
    server.treat({ code: 451, at: "content" })
    expect(await ask(mia)).toMatchObject({ ok: true })
    await eventually("the server has refused a mail", () => faults.length === 1)
    server.treat("stall")
    await retry()
    await eventually("the server has stalled", () => server.tried() === 2)
    const { port } = server
    await server.close()
    await eventually("the stalled mail has failed", () => faults.length === 2)
    server = await startSmtpServer(port)
    await retry()
    await eventually("the mail has arrived", () => server.received.length === 1)
    const token = tokenIn(server.received[0] ?? "")
    expect(await shop.resetPassword({ token, password: "another-long-password" })).toMatchObject({ ok: true })
    expect(faults).toMatchObject([{ _tag: "MailNotSent" }, { _tag: "MailNotSent" }])
  })

  it("closes while the server stalls", async () => {
    server.treat("stall")
    const mailSettings = { smtpUrl: server.url, from: FROM, passwordUrl: PAGE }
    const shop = await openShop({ database: "memory", passwordCost: 4, registration, mail: mailSettings })
    await shop.register({ email: mia, password: "a-long-password" })
    await shop.requestPasswordReset({ login: mia, address: "127.0.0.1" })
    await eventually("the content has arrived", () => server.tried() === 1)
    await shop.close()
    await eventually("the connection is closed", () => server.connections() === 0)
  })
})
