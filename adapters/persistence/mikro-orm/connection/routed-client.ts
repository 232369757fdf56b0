import type { ConnectionOptions } from "node:tls"
import type { Client, ClientConfig, Pool } from "pg"
import type { ConnectionSettings } from "../../database-url.ts"
import { makeRouter, type Router } from "./router.ts"

/** The properties of `pg`'s client that decide where it connects. */
interface Target {
  host: string
  port: number
  ssl: ConnectionOptions | boolean
  readonly connection: { ssl: ConnectionOptions | boolean }
  /** Sent to the server when the connection starts. */
  readonly connectionParameters: object
}

/** The form in which `pg`'s pool asks for the result. It calls back without an argument on success. */
type Callback = (error?: Error) => void

/**
 * Makes a pool's new connections go where the URL says: to the first suitable of several hosts, with the TLS that the
 * URL asks for. `pg` itself knows one host and no `sslmode`.
 */
export const routeConnections = (pool: Pool, settings: ConnectionSettings): void => {
  const target = pool as Pool & { Client: new (config: ClientConfig) => Client }
  const BaseClient = target.Client
  const router = makeRouter(settings, BaseClient)
  target.Client = class extends BaseClient {
    override connect(): Promise<Client>
    override connect(callback: Callback): void
    override connect(callback?: Callback): Promise<Client> | undefined {
      const connected = connectRouted(this, router, () => super.connect())
      if (callback === undefined) return connected
      connected.then(() => callback(), callback)
      return undefined
    }
  }
}

const connectRouted = async (client: Client, router: Router, connect: () => Promise<Client>): Promise<Client> => {
  try {
    const { host, port, tls, startup } = await router.route()
    const target = client as Client & Target
    Object.assign(target, { host, port, ssl: tls })
    target.connection.ssl = tls
    Object.assign(target.connectionParameters, startup)
    // After a failover, the server may have another role although it still accepts connections.
    client.once("end", router.forget)
    return await connect()
  } catch (error) {
    // The next connection looks for a server again: this one may be down, or no longer the primary.
    router.forget()
    throw error
  }
}
