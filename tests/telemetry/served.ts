import { onTestFinished } from "vitest"
import { migrate, openShop } from "../../composition/open-shop.ts"
import { serve } from "../../composition/serve.ts"
import { openTelemetry, type TelemetryOptions } from "../../composition/telemetry.ts"
import { freshDatabase } from "../support/postgres.ts"
import { ADMIN } from "../support/server-process.ts"
import { shopClient } from "../support/shop-client.ts"

/** Serves a shop on PostgreSQL with telemetry. `close` ends everything, which sends the rest of the telemetry. */
export const serveWithTelemetry = async (options: TelemetryOptions) => {
  const database = await freshDatabase()
  onTestFinished(() => database.drop())
  await migrate({ url: database.url })
  const telemetry = await openTelemetry(options)
  const shop = await openShop({
    database: { url: database.url },
    telemetry,
    passwordCost: 4,
    onBackgroundError: () => undefined,
  })
  await shop.createAdmin(ADMIN)
  const lines: Array<Readonly<Record<string, unknown>>> = []
  const note = (facts: object, message: string): void => void lines.push({ ...facts, message })
  const log = { info: note, warn: note, error: note }
  const server = await serve({ shop, telemetry, log, dialect: "ecommerce-backend", host: "127.0.0.1", port: 0 })
  const client = shopClient(server.url)
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => {
    closing ??= (async () => {
      client.close()
      await server.close()
      await shop.close()
      await telemetry.close()
    })()
    return closing
  }
  onTestFinished(close)
  const token = await client.logIn(ADMIN)
  const category = await client.addCategory(token, "Care")
  const [line] = await client.addProduct(token, category, [50])
  if (line === undefined) throw new Error("no variant")
  /** Sends an order, as a service that traces its requests. */
  const order = (headers: Readonly<Record<string, string>> = {}, quantity = 1): Promise<Response> =>
    fetch(`${server.url}/api/orders/`, {
      method: "POST",
      headers: { authorization: `Token ${token}`, "content-type": "application/json", ...headers },
      body: JSON.stringify({ items: [{ ...line, quantity }] }),
    })
  return { shop, server, client, telemetry, token, line, lines, order, close }
}
