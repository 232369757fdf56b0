import { createHash } from "node:crypto"
import ipaddr from "ipaddr.js"
import { type WebhookType, webhookTypes } from "../../application/event/webhook-types.ts"
import { readSecret } from "./signature.ts"

/** An address that receives the shop's events as Standard Webhooks. */
export interface WebhookEndpoint {
  /** An `https:` URL, or with `allowPrivate` also an `http:` URL. */
  readonly url: string
  /**
   * The secret that signs the messages: `whsec_` and 24 to 64 bytes in base64. Several secrets sign each message several
   * times, so that the receiver can change its secret without a gap.
   */
  readonly secret: string | ReadonlyArray<string>
  /** The types to send. Defaults to all types. */
  readonly events?: ReadonlyArray<WebhookType> | undefined
  /** Identifies the endpoint and its position in the events. Defaults to a digest of the URL. */
  readonly name?: string | undefined
  /** Permits private, loopback and link-local addresses, and `http:`. Defaults to false. */
  readonly allowPrivate?: boolean | undefined
  /** Seconds for a whole request, from 0.1 to 60. Defaults to 15. */
  readonly timeoutSeconds?: number | undefined
  /** Seconds before the first retry. Each further retry waits twice as long, up to 5 minutes. Defaults to 5. */
  readonly retrySeconds?: number | undefined
  /** Hours after an event in which it is retried. Later failures drop it. Defaults to 72. */
  readonly retryHours?: number | undefined
}

/** An endpoint whose settings are valid. */
export interface CheckedEndpoint {
  readonly name: string
  readonly url: URL
  readonly secrets: ReadonlyArray<Uint8Array>
  readonly types: ReadonlySet<string>
  readonly allowPrivate: boolean
  readonly timeoutSeconds: number
  readonly retrySeconds: number
  readonly retryHours: number
}

const known: ReadonlySet<string> = new Set(Object.values(webhookTypes))

/** Checks the settings of all endpoints. Throws RangeError that names the setting. No message contains a secret. */
export const checkEndpoints = (endpoints: ReadonlyArray<WebhookEndpoint>): ReadonlyArray<CheckedEndpoint> => {
  const checked = endpoints.map((endpoint, i) => checkEndpoint(endpoint, `webhooks[${i}]`))
  const names = checked.map(({ name }) => name)
  const again = names.findIndex((name, i) => names.indexOf(name) < i)
  if (again !== -1) throw new RangeError(`webhooks[${again}] has the name or URL of another webhook.`)
  return checked
}

const checkEndpoint = (endpoint: WebhookEndpoint, place: string): CheckedEndpoint => {
  const { allowPrivate = false, timeoutSeconds = 15, retrySeconds = 5, retryHours = 72 } = endpoint
  const url = URL.parse(endpoint.url)
  if (url === null || !["https:", "http:"].includes(url.protocol))
    throw new RangeError(`${place}.url must be an https: URL.`)
  if (url.username !== "" || url.password !== "")
    throw new RangeError(`${place}.url must not contain a user or password: the signature authenticates the shop.`)
  if (!allowPrivate && url.protocol !== "https:")
    throw new RangeError(`${place}.url must be an https: URL. For a private network, set allowPrivate.`)
  const secrets = typeof endpoint.secret === "string" ? [endpoint.secret] : endpoint.secret
  if (secrets.length === 0) throw new RangeError(`${place}.secret is missing.`)
  const keys = secrets.map((secret) => readSecret(secret, `${place}.secret`))
  const types = endpoint.events ?? [...known]
  for (const type of types)
    if (!known.has(type)) throw new RangeError(`${place}.events: ${type} is none of ${[...known].join(", ")}.`)
  within(timeoutSeconds, 0.1, 60, `${place}.timeoutSeconds`)
  within(retrySeconds, 0.01, 300, `${place}.retrySeconds`)
  within(retryHours, 0, 720, `${place}.retryHours`)
  const name = endpoint.name ?? createHash("sha256").update(url.href).digest("hex").slice(0, 16)
  return {
    ...{ name, url, secrets: keys, types: new Set(types) },
    ...{ allowPrivate, timeoutSeconds, retrySeconds, retryHours },
  }
}

const within = (value: number, min: number, max: number, name: string): void => {
  if (!(value >= min && value <= max))
    throw new RangeError(`${name} must be a number from ${min} to ${max}, not ${value}.`)
}

/** Returns whether an IP address is a public one. Addresses that embed IPv4 addresses count as what they embed. */
export const isPublic = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === "unicast"
