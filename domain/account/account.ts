import { Brand } from "effect"
import type { EmailAddress, PhoneNumber, Username } from "./identifier.ts"

/** Identifies an account: a whole number from 1, given by the store. */
export type AccountId = number & Brand.Brand<"AccountId">
/**
 * Takes the number that a store gave.
 *
 * @example
 * const seen = await shop.viewProfile(admin, AccountId(7))
 */
export const AccountId = Brand.nominal<AccountId>()

/** A person known to the shop. `isAdmin` may manage the catalogue and every order. */
export interface Account {
  readonly id: AccountId
  readonly username: Username | null
  readonly email: EmailAddress | null
  readonly phone: PhoneNumber | null
  readonly isAdmin: boolean
  /** An inactive account keeps its orders and cannot sign in. */
  readonly isActive: boolean
}

/** An account that the store has not numbered yet. */
export interface NewAccount extends Omit<Account, "id"> {
  /** Whether the e-mail address is to sign in with, and so to be this account's alone; else it is only a contact. */
  readonly signsInByEmail: boolean
}
