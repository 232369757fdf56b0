import type { RegistrationRules } from "../../domain/account/registration.ts"
import type { SessionPolicy } from "../../domain/account/session-policy.ts"
import type { SignInPolicy } from "../../domain/account/sign-in-policy.ts"
import type { MetadataRules } from "../../domain/metadata-rules.ts"
import type { Policies } from "../../domain/order/policies.ts"
import type { ForeignTokens } from "../account/accepted-token.ts"
import type { Clock } from "./clock.ts"
import type { CommonPasswords } from "./common-passwords.ts"
import type { Mailer } from "./mailer.ts"
import type { Pictures } from "./media.ts"
import type { PasswordHasher } from "./password-hasher.ts"
import type { PhoneNumbers } from "./phone-numbers.ts"
import type { SessionTokens } from "./session-tokens.ts"
import type { StorePorts } from "./store-ports.ts"
import type { TokenPairs } from "./token-pairs.ts"

/** Ports that are not part of a store: hashing, tokens, phone numbers, pictures, mail and the time. */
export interface ServicePorts {
  readonly passwords: PasswordHasher
  readonly commonPasswords: CommonPasswords
  readonly tokens: SessionTokens
  readonly pairs: TokenPairs
  readonly phones: PhoneNumbers
  readonly pictures: Pictures
  readonly clock: Clock
  /** Without it, the shop sends no mail. */
  readonly mailer?: Mailer | undefined
}

/** Every port of a shop, grouped by area. */
export interface Ports extends StorePorts {
  readonly services: ServicePorts
}

/** The settings that use cases read. */
export interface Settings {
  readonly policy: SignInPolicy
  readonly registration: RegistrationRules
  readonly sessionPolicy: SessionPolicy
  /** `null` rejects all tokens of other servers. */
  readonly foreignTokens: ForeignTokens | null
  /** The maximum number of orders in status `created` of one account. `null` means no limit. */
  readonly maxUnpaidOrders: number | null
  /** Seconds after which an order that waits for its turn gets `OrdersBusy`. `null` means no limit. */
  readonly orderWaitSeconds: number | null
  /** Whether buyers may cancel their own orders while these are `created`. */
  readonly buyersCancel: boolean
  /** Whether people order without an account. */
  readonly guestOrders: boolean
  /** The quantity at or below which a stock item counts as low, unless it has a threshold of its own. */
  readonly lowStockThreshold: number
  /** The time zone in which reports divide days: a name of the IANA database. */
  readonly timeZone: string
  /** The rules of the host about orders. */
  readonly policies?: Policies | undefined
  /** The rules of the host about metadata. */
  readonly metadata?: MetadataRules | undefined
  /** The page to which links in mails lead, or `null`. Their token is in the fragment. */
  readonly passwordUrl: string | null
}
