import { lookup } from "node:dns"
import { request as httpRequest } from "node:http"
import { request as httpsRequest } from "node:https"
import type { LookupFunction } from "node:net"
import { type CheckedEndpoint, isPublic } from "./endpoint.ts"
import { type Message, signedHeaders } from "./signature.ts"

/** An attempt to deliver a message failed. The message names the endpoint and the reason, and contains no secret. */
export class WebhookFailed extends Error {
  override readonly name = "WebhookFailed"
}

/**
 * Sends a message once. Resolves if the receiver responds with a status from 200 to 299 in time. Rejects with
 * {@link WebhookFailed} for every other status, redirects included: they are not followed. Aborting the signal ends the
 * request.
 */
export const sendMessage = (endpoint: CheckedEndpoint, message: Message, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const { url, secrets, timeoutSeconds, allowPrivate } = endpoint
    const failed = (reason: string) => new WebhookFailed(`The webhook ${endpoint.name} (${url.host}) ${reason}.`)
    // An address in the URL itself is not looked up.
    const literal = url.hostname.replace(/^\[|\]$/g, "")
    if (!allowPrivate && /^[\d.]+$|:/.test(literal) && !isPublic(literal))
      return reject(failed("has a private address; allowPrivate permits it"))
    const deadline = AbortSignal.timeout(timeoutSeconds * 1000)
    const body = Buffer.from(message.body)
    const request = (url.protocol === "https:" ? httpsRequest : httpRequest)(
      url,
      {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "content-length": body.length,
          "user-agent": "shopwright",
          ...signedHeaders(message, secrets, new Date()),
        },
        // A new connection for each message, so that the address is checked for each.
        agent: false,
        signal: AbortSignal.any([signal, deadline]),
        ...(!allowPrivate && { lookup: publicLookup }),
      },
      (response) => {
        const { statusCode = 0 } = response
        // The body is not read: it may never end.
        response.destroy()
        if (statusCode >= 200 && statusCode < 300) resolve()
        else reject(failed(`responded with ${statusCode}`))
      },
    )
    request.on("error", (error) => {
      if (deadline.aborted) reject(failed(`did not respond within ${timeoutSeconds} seconds`))
      else reject(failed(`could not be reached: ${error.message}`))
    })
    request.end(body)
  })

/** Resolves a host name and fails if any of its addresses is not public. The connection uses what was checked. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, "", 0)
    const hidden = addresses.find(({ address }) => !isPublic(address))
    const [first] = addresses
    if (hidden !== undefined || first === undefined)
      return callback(new Error("it has a private address; allowPrivate permits it"), "", 0)
    if (options.all) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}
