import { Effect, Result } from "effect"
import type { Store } from "../../application/ports/store-ports.ts"
import type { Account, NewAccount } from "../../domain/account/account.ts"
import { emailAddress, phoneNumber, username } from "../../domain/account/identifier.ts"
import { emptyProfile } from "../../domain/account/profile.ts"

export type { Store } from "../../application/ports/store-ports.ts"

export const run = <A, E>(effect: Effect.Effect<A, E>): Promise<A> => Effect.runPromise(effect)

let names = 0
/** Returns a name that is unique within this process, because the examples of one suite share a store. */
export const freshName = (kind: string): string => `${kind}-${++names}`

/** Returns a phone number that is unique within this process. */
export const freshPhone = (): string => `+49151${String(++names).padStart(8, "0")}`

/** A new account with the given identifiers. */
export const newAccount = (given: Partial<Record<"username" | "email" | "phone", string>> = {}): NewAccount => ({
  username: given.username === undefined ? null : Result.getOrThrow(username(given.username)),
  email: given.email === undefined ? null : Result.getOrThrow(emailAddress(given.email)),
  phone: given.phone === undefined ? null : Result.getOrThrow(phoneNumber(given.phone, (text) => text)),
  isAdmin: false,
  isActive: true,
  signsInByEmail: false,
})

/** Creates an account for laws and contracts. It has no usable password. */
export const openAccount = async (
  { identity: { accounts } }: Pick<Store, "identity">,
  {
    name = freshName("buyer"),
    email,
    isAdmin = false,
    at = new Date(),
  }: {
    readonly name?: string
    readonly email?: string | undefined
    readonly isAdmin?: boolean
    readonly at?: Date
  } = {},
): Promise<Account> => {
  const account = { ...newAccount(email === undefined ? { username: name } : { username: name, email }), isAdmin }
  return (await run(accounts.add(account, emptyProfile, `hash of ${name}`, at))).account
}
