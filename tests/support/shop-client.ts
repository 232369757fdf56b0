import { Agent, request } from "node:http"

/** A server's response. Any status resolves; only a broken connection rejects. */
export interface HttpResponse {
  readonly status: number
  readonly body: unknown
}

export interface Line {
  readonly product: number
  readonly variant: number
  readonly quantity: number
}

/** A client of one server with the ecommerce-backend dialect. Concurrent calls use connections of their own, kept open. */
export const shopClient = (url: string) => {
  const agent = new Agent({ keepAlive: true })

  const call = (method: string, path: string, token?: string, body?: unknown): Promise<HttpResponse> =>
    new Promise((resolve, reject) => {
      const headers = {
        ...(token !== undefined && { authorization: `Token ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
      }
      const sent = request(`${url}/api/${path}`, { method, headers, agent, timeout: 20_000 }, (response) => {
        let text = ""
        response.setEncoding("utf8")
        response.on("data", (chunk: string) => {
          text += chunk
        })
        response.on("error", reject)
        response.on("end", () => {
          if (!response.complete) reject(new Error("the response was cut off"))
          else resolve({ status: response.statusCode ?? 0, body: parsed(text) })
        })
      })
      sent.on("error", reject)
      sent.on("timeout", () => sent.destroy(new Error(`no response to ${method} ${path}`)))
      sent.end(body === undefined ? undefined : JSON.stringify(body))
    })

  /** A call that must succeed. */
  const must = async (method: string, path: string, token?: string, body?: unknown): Promise<unknown> => {
    const response = await call(method, path, token, body)
    if (response.status >= 300)
      throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(response.body)}`)
    return response.body
  }

  return {
    call,
    logIn: async (user: { readonly username: string; readonly password: string }): Promise<string> =>
      ((await must("POST", "users/login/", undefined, user)) as { token: string }).token,
    register: async (username: string): Promise<{ readonly username: string; readonly password: string }> => {
      const user = { username, password: "a-long-secret" }
      await must("POST", "users/register/", undefined, { ...user, email: `${username}@example.com` })
      return user
    },
    addCategory: async (token: string, name: string): Promise<number> =>
      ((await must("POST", "products/categories/create/", token, { name })) as { id: number }).id,
    /** Creates a product with one variant per given stock. Returns the lines that order one unit of each. */
    addProduct: async (token: string, category: number, stocks: ReadonlyArray<number>): Promise<Array<Line>> => {
      const variants = stocks.map((stock, i) => ({ size: `${i}`, color: "White", stock }))
      const body = { name: "Sunscreen", description: "SPF 30 sunscreen", price: 550, category, variants }
      const made = (await must("POST", "products/create/", token, body)) as ShownProduct
      return made.variants.map((variant) => ({ product: made.id, variant: variant.id, quantity: 1 }))
    },
    products: async () => (await must("GET", "products/")) as ReadonlyArray<ShownProduct>,
    orders: async (token: string) => (await must("GET", "orders/", token)) as ReadonlyArray<ShownOrder>,
    placeOrder: (token: string, items: ReadonlyArray<Line>): Promise<HttpResponse> =>
      call("POST", "orders/", token, { items }),
    close: () => agent.destroy(),
  }
}

export type ShopClient = ReturnType<typeof shopClient>

export interface ShownOrder {
  readonly id: number
  readonly status: string
  readonly items: ReadonlyArray<Line & { readonly id: number }>
}

export interface ShownProduct {
  readonly id: number
  readonly variants: ReadonlyArray<{ readonly id: number; readonly stock: number }>
}

/** The order of a 201 response. */
export const placed = ({ body }: HttpResponse): ShownOrder => body as ShownOrder

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
