import { Brand } from "effect"
import type { MetadataOf } from "../metadata-types.ts"
import type { ExternalId } from "./external-id.ts"
import type { EmailAddress, PhoneNumber, Username } from "./identifier.ts"

/** Identifies an account: a whole number from 1, assigned by the store. */
export type AccountId = number & Brand.Brand<"AccountId">
/**
 * Brands an account id that a store assigned.
 *
 * @example
 * const seen = await shop.viewProfile(admin, AccountId(7))
 */
export const AccountId = Brand.nominal<AccountId>()

/** A person known to the shop. `isAdmin` grants access to the catalogue and to all orders. */
export interface Account {
  readonly id: AccountId
  readonly username: Username | null
  readonly email: EmailAddress | null
  readonly phone: PhoneNumber | null
  /** The user of the host to whom the account belongs, or `null` for accounts of the shop itself. */
  readonly externalId: ExternalId | null
  readonly isAdmin: boolean
  /** An inactive account keeps its orders and cannot sign in. */
  readonly isActive: boolean
}

/** An account without an id. It belongs to no user of the host. */
export interface NewAccount extends Omit<Account, "id" | "externalId"> {
  /** Whether the account signs in by e-mail. If so, the address is unique; otherwise it is a contact detail. */
  readonly signsInByEmail: boolean
  /** Data of the host. Defaults to none. */
  readonly metadata?: MetadataOf<"account"> | null | undefined
}
