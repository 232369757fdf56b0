import { connect } from "node:net"
import { Effect } from "effect"
import type * as nodemailer from "nodemailer"
import { type Mail, type Mailer, MailNotSent } from "../../application/ports/mailer.ts"

/** How to reach the mail server. */
export interface SmtpSettings {
  /** `smtp://user:password@host:587` (STARTTLS if the server offers it) or `smtps://user:password@host:465`. */
  readonly url: string
  /** The sender: `shop@example.com` or `Shop <shop@example.com>`. */
  readonly from: string
  /** Milliseconds after which one mail fails. Defaults to 60,000. */
  readonly timeout?: number
}

/** The SMTP reply codes of RFC 5321 that a retry does not change. */
const isPermanentReply = (code: unknown): boolean => typeof code === "number" && code >= 500 && code < 600
/** A rejected login is a fault of the settings, which the operator corrects. */
const aboutMail = ["EENVELOPE", "EMESSAGE"]
const REASON_MAX_LENGTH = 300

/** Throws if the URL or the sender cannot be used. The message does not repeat the URL, which may contain a password. */
export const checkSmtpSettings = ({ url, from }: SmtpSettings): void => {
  const isUrl = URL.canParse(url) && ["smtp:", "smtps:"].includes(new URL(url).protocol) && new URL(url).hostname !== ""
  if (!isUrl) throw new RangeError("The SMTP URL must have the form smtp://user:password@host:587 or smtps://host.")
  if (!/^(?:[^<>\r\n]*<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/.test(from))
    throw new RangeError(`The sender of mails must be an address such as shop@example.com, not '${from}'.`)
}

/**
 * Creates a mailer over SMTP. Loads the package nodemailer. Each mail has its own connection, which ends with it. A
 * login is sent over an encrypted connection only, except to this machine.
 */
export const openSmtpMailer = async (settings: SmtpSettings): Promise<Mailer> => {
  checkSmtpSettings(settings)
  const { url, from, timeout = 60_000 } = settings
  const { createTransport } = await loadNodemailer()
  const { username, hostname, protocol, port } = new URL(url)
  const host = hostname.replace(/^\[(.*)\]$/, "$1")
  const isLocal = ["localhost", "127.0.0.1", "::1"].includes(host)
  const address = { host, port: Number(port || (protocol === "smtps:" ? 465 : 587)) }
  const send = async ({ to, subject, text }: Mail, signal: AbortSignal): Promise<void> => {
    const transport = createTransport({
      url,
      requireTLS: protocol === "smtp:" && username !== "" && !isLocal,
      greetingTimeout: timeout,
      socketTimeout: timeout,
      socketCloseTimeout: 0,
      disableFileAccess: true,
      disableUrlAccess: true,
      // A connection of our own: it is destroyed at once when the shop closes or the time is over.
      getSocket: (_options, callback) => {
        const connection = connect({ ...address, signal })
        const failed = (error: Error) => callback(error, false)
        connection.once("error", failed).once("connect", () => {
          connection.off("error", failed)
          callback(null, { connection })
        })
      },
    })
    await transport.sendMail({ from, to: { name: "", address: to }, subject, text })
  }
  return {
    send: (mail) =>
      Effect.tryPromise({
        try: (signal) => send(mail, AbortSignal.any([signal, AbortSignal.timeout(timeout)])),
        catch: notSent,
      }),
  }
}

const loadNodemailer = (): Promise<typeof nodemailer> =>
  importNodemailer("nodemailer").catch((cause: unknown) => {
    throw new Error('Mail requires the package "nodemailer": npm install nodemailer', { cause })
  })

/** The name is a parameter, so that bundlers leave the import alone: most shops do not have the package. */
const importNodemailer = async (name: string): Promise<typeof nodemailer> =>
  import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ name)

const notSent = (error: unknown): MailNotSent => {
  const { code, responseCode } = error as { readonly code?: unknown; readonly responseCode?: unknown }
  const reason = error instanceof Error ? error.message : String(error)
  return new MailNotSent({
    reason: reason.slice(0, REASON_MAX_LENGTH),
    isPermanent: aboutMail.includes(String(code)) && isPermanentReply(responseCode),
  })
}
