import type { Account, Order } from "../../../../client"

/** What people call an account: a name, or what it signs in with. */
export const accountName = ({ id, username, email, phone, externalId, profile }: Account): string => {
  const name = `${profile.firstName} ${profile.lastName}`.trim()
  return name || username || email || phone || externalId || `#${id}`
}

/** The name of an order's buyer, as far as it is known. */
export const contactOf = (account: Account | undefined, order: Order): string =>
  account === undefined ? (order.username ?? `#${order.account}`) : accountName(account)
