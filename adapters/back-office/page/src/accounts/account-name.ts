import { useReference } from "react-admin"
import type { Account, Order } from "../../../../client"

/** What people call an account: a name, or what it signs in with. */
export const accountName = ({ id, username, email, phone, externalId, profile }: Account): string => {
  const name = `${profile.firstName} ${profile.lastName}`.trim()
  return name || username || email || phone || externalId || `#${id}`
}

/** The name of an order's buyer, as far as it is known. */
export const contactOf = (account: Account | undefined, order: Order): string =>
  account === undefined ? (order.username ?? `#${order.account}`) : accountName(account)

/** Returns the name of an account of a list. All accounts of a screen are read at once. `known` is shown until then. */
export const useAccountName = (id: number, known: string | null): string => {
  const { referenceRecord, isPending } = useReference<Account>({ reference: "accounts", id })
  if (referenceRecord !== undefined) return accountName(referenceRecord)
  return known ?? (isPending ? "" : `#${id}`)
}
