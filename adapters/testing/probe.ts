import { type OrderStatus, orderStatuses } from "../../domain/order/status.ts"
import type { Item, ItemKind, ShopDriver } from "./driver.ts"
import { SetupRejected, ShopFailed, ShopUnavailable } from "./shop-errors.ts"

/** What a shop can do, found by trying. */
export interface Probe {
  /** The driver, without the capabilities that the shop lacks. */
  readonly driver: ShopDriver
  /** What the shop lacks, one sentence each. */
  readonly findings: ReadonlyArray<string>
  /** Why no law can be checked, or `null`. */
  readonly problem: string | null
}

const STOCK = 3
const PRICE = 150

/** The changes that lead to a status. */
const ways: ReadonlyArray<readonly [OrderStatus, ReadonlyArray<OrderStatus>]> = [
  ["paid", ["paid"]],
  ["shipped", ["shipped"]],
  ["delivered", ["shipped", "delivered"]],
  ["cancelled", ["cancelled"]],
]

/**
 * Tries each capability of a shop once, with items and orders of its own, before laws are checked. `keepKeys` keeps the
 * idempotency keys of a driver that claims them, also if a repeated key places a second order.
 *
 * @example
 * const { driver, findings, problem } = await probeShop(openDomainDriver())
 * if (problem === null) await checkLaw(allOrNothing, driver)
 */
export const probeShop = async (
  driver: ShopDriver,
  { keepKeys = false }: { readonly keepKeys?: boolean } = {},
): Promise<Probe> => {
  const findings: Array<string> = []
  const ended = (problem: string): Probe => ({ driver, findings, problem })
  try {
    const sold: Array<ItemKind> = []
    let priceStep = driver.priceStep
    for (const kind of driver.sells) {
      const found = await tryKind(driver, kind)
      if (typeof found === "string") findings.push(found)
      else {
        sold.push(kind)
        priceStep = Math.max(priceStep, found)
      }
    }
    const [kind] = sold
    if (kind === undefined) return ended("the shop sells nothing that the laws can order")
    if (priceStep !== driver.priceStep) findings.push("Prices are whole units.")
    const known: ShopDriver = { ...driver, sells: sold, priceStep }
    const statuses = await tryStatuses(known, kind, findings)
    const keys = keepKeys || (await keysWork(known, kind))
    if (!keys && driver.placeOnce !== undefined) findings.push("Repeating an idempotency key places another order.")
    const several = sold.includes("variant") && (await createsVariants(known))
    if (!several && driver.createVariants !== undefined) findings.push("A product has at most one variant.")
    return {
      driver: {
        ...known,
        statuses,
        placeOnce: keys ? driver.placeOnce : undefined,
        createVariants: several ? driver.createVariants : undefined,
      },
      findings,
      problem: null,
    }
  } catch (error) {
    if (error instanceof ShopUnavailable || error instanceof ShopFailed || error instanceof SetupRejected)
      return ended(error.message)
    throw error
  }
}

const oneOf = (item: Item) => ({ buyer: 0, lines: [{ item, quantity: 1 }] })

/** Returns the shop's price step for the kind, or a sentence about why the laws cannot order it. */
const tryKind = async (driver: ShopDriver, kind: ItemKind): Promise<number | string> => {
  const name = kind === "product" ? "A product without variants" : "A variant"
  let rejected = ""
  try {
    for (const priceStep of [driver.priceStep, 100]) {
      const price = priceStep === 1 ? PRICE : priceStep
      const item = await driver.createItem({ kind, stock: STOCK, price }).catch((error: unknown) => {
        if (!(error instanceof SetupRejected)) throw error
        rejected = error.message
        return null
      })
      if (item === null) continue
      const [available] = await driver.available([item])
      if (available !== STOCK) return `${name} shows ${available} available pieces instead of ${STOCK}.`
      const placed = await driver.place(oneOf(item))
      if (!placed.accepted) return `${name} cannot be ordered: ${placed.because}`
      if (placed.value.lines[0]?.price === price) return priceStep
    }
    return rejected === "" ? `${name} is not sold at its price.` : `${name} cannot be sold: ${rejected}`
  } catch (error) {
    if (error instanceof ShopFailed) return `${name} cannot be sold: ${error.message}`
    throw error
  }
}

const placeOne = async (driver: ShopDriver, kind: ItemKind): Promise<number> => {
  const item = await driver.createItem({ kind, stock: STOCK, price: 100 * driver.priceStep })
  const placed = await driver.place(oneOf(item))
  if (!placed.accepted) throw new SetupRejected(`the shop refused an order of one piece: ${placed.because}`)
  return placed.value.id
}

const tryStatuses = async (
  driver: ShopDriver,
  kind: ItemKind,
  findings: Array<string>,
): Promise<ReadonlyArray<OrderStatus>> => {
  const missing: Array<OrderStatus> = []
  const requested = driver.statuses ?? orderStatuses
  for (const [status, way] of ways) {
    if (!requested.includes(status)) continue
    const order = await placeOne(driver, kind)
    for (const to of way) {
      const changed = await driver.changeStatus(order, to)
      if (changed.accepted) continue
      missing.push(status)
      findings.push(`A new order does not become ${way.join(", then ")}: ${changed.because}`)
      break
    }
  }
  return requested.filter((status) => !missing.includes(status))
}

const keysWork = async (driver: ShopDriver, kind: ItemKind): Promise<boolean> => {
  if (driver.placeOnce === undefined) return false
  const plan = oneOf(await driver.createItem({ kind, stock: STOCK, price: 100 * driver.priceStep }))
  const key = globalThis.crypto.randomUUID()
  const [first, second] = [await driver.placeOnce(plan, key), await driver.placeOnce(plan, key)]
  return first.accepted && second.accepted && first.value.id === second.value.id
}

const createsVariants = async (driver: ShopDriver): Promise<boolean> => {
  const { createVariants } = driver
  if (createVariants === undefined) return false
  const plans = [1, 2].map((stock) => ({ kind: "variant" as const, stock, price: 100 * driver.priceStep }))
  try {
    const items = await createVariants(plans)
    return (await driver.available(items)).length === plans.length
  } catch (error) {
    if (error instanceof SetupRejected || error instanceof ShopFailed) return false
    throw error
  }
}
