import type { Pool, PoolClient } from "pg"

/**
 * Gives connections back that died while they were in use. The query builder never releases one whose COMMIT or
 * ROLLBACK failed (kysely issue 1990), so that a few killed backends would use the pool up permanently. Here a connection
 * that ends is released at once, and releasing it a second time does nothing.
 */
export const guardPool = (pool: Pool): void => {
  pool.on("connect", (client: PoolClient) => {
    let release: PoolClient["release"] = () => undefined
    // The pool hands out a new `release` each time it lends the connection.
    Object.defineProperty(client, "release", {
      get: () => release,
      set: (given: PoolClient["release"]) => {
        release = once(given)
      },
    })
    client.once("end", () => release(true))
  })
}

const once = (release: PoolClient["release"]): PoolClient["release"] => {
  let released = false
  return (error) => {
    if (released) return
    released = true
    release(error)
  }
}
