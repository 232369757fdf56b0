import type { Client, ClientConfig } from "pg"
import type { ConnectionSettings, ServerAddress } from "../../database-url.ts"

/** The parameters of a session that a connection sends when it starts. */
export interface StartupParameters {
  readonly statement_timeout?: number
  readonly lock_timeout?: number
  readonly idle_in_transaction_session_timeout?: number
  readonly options?: string
}

/** Limits that end what a client has abandoned. The store does not rely on them: it has limits of its own. */
const LIMITS = { statement_timeout: 30_000, lock_timeout: 20_000, idle_in_transaction_session_timeout: 30_000 }

/** No statement here runs long enough to gain from being compiled, which takes longer than most of them run. */
const OPTIONS = "-c jit=off"

/**
 * Returns the parameters to send to a server: all, or none to a pooler that rejects them. PgBouncer rejects every
 * parameter that it does not track.
 */
export const startupFor = async (
  { host, port }: ServerAddress,
  { options }: ConnectionSettings,
  connect: (config: ClientConfig) => Promise<Client>,
): Promise<StartupParameters> => {
  const all = { ...LIMITS, options: [OPTIONS, options ?? ""].join(" ").trim() }
  try {
    await (await connect(all)).end()
    return all
  } catch (error) {
    if (!isRejectedParameter(error)) throw error
    if (options === undefined) return {}
    throw new Error(
      `${host}:${port} rejects the parameter "options" of the database URL: a pooler does not support it`,
      {
        cause: error,
      },
    )
  }
}

/** Whether a pooler rejected a startup parameter. */
const isRejectedParameter = (error: unknown): boolean =>
  error instanceof Error && /unsupported startup parameter/.test(error.message)
