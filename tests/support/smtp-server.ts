import type { AddressInfo } from "node:net"
import { SMTPServer } from "smtp-server"

/** How the server treats a mail: it accepts it, replies with an error, or never replies. */
export type Treatment = "accept" | "stall" | { readonly code: number; readonly at: "recipient" | "content" }

/** A mail server on a port of this machine. */
export interface TestSmtpServer {
  readonly url: string
  readonly port: number
  /** The accepted mails as they were sent, oldest first. */
  readonly received: ReadonlyArray<string>
  /** The number of mails whose content has arrived, accepted or not. */
  readonly tried: () => number
  readonly treat: (treatment: Treatment) => void
  /** The number of open connections. */
  readonly connections: () => number
  readonly close: () => Promise<void>
}

const failure = (code: number) => Object.assign(new Error("Try another server"), { responseCode: code })

/** Starts a mail server, on a free port or on a given one. */
export const startSmtpServer = async (port = 0, host = "127.0.0.1"): Promise<TestSmtpServer> => {
  const received: Array<string> = []
  let treatment: Treatment = "accept"
  let tried = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    closeTimeout: 1,
    onRcptTo: (_address, _session, done) => {
      done(typeof treatment === "object" && treatment.at === "recipient" ? failure(treatment.code) : null)
    },
    onData: (stream, _session, done) => {
      const chunks: Array<Buffer> = []
      stream.on("data", (chunk: Buffer) => void chunks.push(chunk))
      stream.on("end", () => {
        tried++
        if (treatment === "stall") return
        if (typeof treatment === "object") return done(failure(treatment.code))
        received.push(Buffer.concat(chunks).toString())
        done(null)
      })
    },
  })
  server.on("error", () => undefined)
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  const bound = (server.server.address() as AddressInfo).port
  return {
    url: `smtp://${host}:${bound}`,
    port: bound,
    received,
    tried: () => tried,
    treat: (next) => {
      treatment = next
    },
    connections: () => server.connections.size,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Returns the token of the link in a mail as it was sent. */
export const tokenIn = (mail: string): string =>
  /Token=(\w+)/.exec(mail.replaceAll("=\r\n", "").replaceAll("=3D", "="))?.[1] ?? ""
