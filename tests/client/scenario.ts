import { createClient, type Tokens } from "../../adapters/client/index.ts"

/** What a page or a program sees of the shop through the client. */
export interface Seen {
  readonly products: number
  /** Requests that refreshed tokens, for ten calls at the same time with an expired one. */
  readonly refreshes: number
  readonly refreshed: ReadonlyArray<boolean>
  readonly total: string
  readonly problem: string
  readonly picture: string
}

/** Registers, lets the access token expire, calls, orders, and is refused. Runs in every runtime of the client. */
export const shopping = async (baseUrl: string, email: string): Promise<Seen> => {
  let kept: Tokens | null = null
  let refreshes = 0
  const shop = createClient({
    baseUrl,
    tokens: {
      read: () => kept,
      write: (tokens) => {
        kept = tokens
      },
    },
    fetch: (url, init) => {
      if (url.endsWith("/v1/tokens/refresh")) refreshes += 1
      return fetch(url, init)
    },
  })
  const password = "a-long-password"
  await shop.register({ body: { email, password } })
  const signedIn = await shop.createTokens({ body: { login: email, password } })
  if (!signedIn.ok) throw new Error(signedIn.error.detail)
  kept = { accessToken: "expired", refreshToken: signedIn.value.refreshToken }
  const refreshed = await Promise.all(Array.from({ length: 10 }, async () => (await shop.getOwnAccount()).ok))
  const products = await shop.listProducts({ query: { available: true } })
  if (!products.ok) throw new Error(products.error.detail)
  const product = products.value.items[0]?.id ?? 0
  const placed = await shop.placeOrder({
    headers: { "Idempotency-Key": `order of ${email}`.replaceAll(" ", "-") },
    body: { lines: [{ product, quantity: 2 }] },
  })
  if (!placed.ok) throw new Error(placed.error.detail)
  const refused = await shop.placeOrder({ body: { lines: [{ product, quantity: 1_000_000 }] } })
  const picture = await shop.putOwnPicture({ body: { picture: new Blob(["no picture"]) } })
  return {
    products: products.value.items.length,
    ...{ refreshes, refreshed },
    total: placed.value.total.amount,
    problem: refused.ok ? "none" : refused.error.type,
    picture: picture.ok ? "none" : picture.error.type,
  }
}
