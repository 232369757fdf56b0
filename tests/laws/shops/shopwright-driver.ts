import type { Mailbox } from "../../../adapters/mail/in-memory.ts"
import {
  accepted,
  type CommandResult,
  refused,
  type SeenOrder,
  type ShopDriver,
} from "../../../adapters/testing/driver.ts"
import { eventually } from "../../../adapters/testing/eventually.ts"
import { type Buyer, newBuyer, signIn } from "../../dialects/shopwright.ts"
import { stocked } from "../../dialects/webstore.ts"
import type { Asking, HttpResponse, ServedShop } from "../../support/http.ts"

interface ShownOrder {
  readonly id: number
  readonly status: SeenOrder["status"]
  readonly lines: ReadonlyArray<{
    readonly product: number
    readonly variant: number | null
    readonly quantity: number
    readonly price: { readonly amount: string }
  }>
  readonly adjustments: ReadonlyArray<{
    readonly kind: string
    readonly label: string
    readonly isIncluded: boolean
    readonly amount: { readonly amount: string }
  }>
  readonly total: { readonly amount: string }
}

const delivery = { address: "1 Park Street", phone: "12345" }
const minorUnits = ({ amount }: { readonly amount: string }): number => Math.round(Number(amount) * 100)

const seen = ({ id, status, lines, adjustments, total }: ShownOrder): SeenOrder => ({
  id,
  status,
  lines: lines.map(({ product, variant, quantity, price }) => ({
    item: { product, variant },
    quantity,
    price: minorUnits(price),
  })),
  adjustments: adjustments.map(({ amount, ...adjustment }) => ({ ...adjustment, amount: minorUnits(amount) })),
  total: minorUnits(total),
})

const resultOf = <A>(response: HttpResponse, read: (body: unknown) => A): CommandResult<A> => {
  if (response.status >= 500) throw new Error(response.text)
  return response.status < 300 ? accepted(read(response.json())) : refused(response.text)
}

const succeeded = (response: HttpResponse): void => {
  if (response.status >= 300) throw new Error(response.text)
}

/** Drives a shop that serves the dialect shopwright at its root, with guest orders and a mailbox. */
export const openShopwrightDriver = async (served: ServedShop, mails: Mailbox["mails"]): Promise<ShopDriver> => {
  const { add } = await stocked(served)
  const { accessToken: bearer } = await signIn(served.ask, "root", "test12345")
  const manage = (method: string, path: string, asking: Asking = {}) =>
    served.ask(method, `/v1/${path}`, { bearer, ...asking })
  const buyers = new Map<number, Promise<Buyer>>()
  const buyerOf = (buyer: number): Promise<Buyer> => {
    const known = buyers.get(buyer) ?? newBuyer(served.ask, `laws-${buyer}`)
    buyers.set(buyer, known)
    return known
  }
  const readOrder = (body: unknown): SeenOrder => seen(body as ShownOrder)
  const linesOf = (plan: Parameters<ShopDriver["place"]>[0]) =>
    plan.lines.map(({ item, quantity }) => ({ ...item, quantity }))
  const ordersOf = async (buyer: number): Promise<ReadonlyArray<SeenOrder>> => {
    const { items } = (await (await buyerOf(buyer)).call("GET", "orders?limit=100")).json() as {
      readonly items: ReadonlyArray<ShownOrder>
    }
    return items.map(seen)
  }

  const verify = async (buyer: number): Promise<void> => {
    const { call, email } = await buyerOf(buyer)
    const own = () => mails.findLast(({ to }) => to === email)
    if (own() !== undefined) return
    await call("POST", "email-verifications")
    await eventually("there is a mail", () => own() !== undefined)
    await call("POST", "email-verifications/complete", { body: { token: own()?.link.split("Token=")[1] } })
  }

  return {
    sells: ["product", "variant"],
    priceStep: 1,
    showsAdjustments: true,
    createItem: async ({ kind, stock, price }) => {
      const variants = kind === "variant" ? [{ size: "M", color: "red", stock }] : []
      const { id, variants: stored } = await add(kind === "variant" ? 0 : stock, variants, price)
      return { product: id, variant: stored[0]?.id ?? null }
    },
    place: async (plan) =>
      resultOf(await (await buyerOf(plan.buyer)).call("POST", "orders", { body: { lines: linesOf(plan) } }), readOrder),
    changeStatus: async (order, status) => {
      const asking = { headers: { "if-match": "*" }, body: { status } }
      return resultOf(await manage("PATCH", `orders/${order}`, asking), () => undefined)
    },
    reprice: async ({ product }, price) => {
      const asking = {
        headers: { "if-match": "*" },
        body: { price: { amount: (price / 100).toFixed(2), currency: "USD" } },
      }
      succeeded(await manage("PATCH", `products/${product}`, asking))
    },
    available: (items) =>
      Promise.all(
        items.map(async ({ product, variant }) => {
          const shown = (await manage("GET", `products/${product}`)).json() as {
            readonly available: number
            readonly variants: ReadonlyArray<{ readonly id: number; readonly available: number }>
          }
          return (shown.variants.find(({ id }) => id === variant) ?? shown).available
        }),
      ),
    ordersOf,
    guests: {
      place: async (plan) => {
        const { email } = await buyerOf(plan.buyer)
        const body = { email, firstName: "Mia", delivery, lines: linesOf(plan) }
        return resultOf(await served.ask("POST", "/v1/guest-orders", { body }), readOrder)
      },
      claim: async (buyer, isVerified) => {
        if (isVerified) await verify(buyer)
        return resultOf(await (await buyerOf(buyer)).call("POST", "me/guest-orders/claim"), () => undefined)
      },
      ordersOf,
    },
    close: served.close,
  }
}
