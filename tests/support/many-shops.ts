import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { Client, Pool } from "pg"
import { migrate, openShop, operator, type Shop } from "../../composition/index.ts"

/** Shops on one pool, each in its own schema and with a subscription, as a host with a shop per customer has them. */
export interface ManyShops {
  readonly shops: ReadonlyArray<Shop>
  /** Returns the memory of one shop, in megabytes. */
  readonly megabytes: number
  /** Waits for `seconds` without calls, and returns the statements of one shop per second. */
  readonly idleStatements: (seconds: number) => Promise<number>
  readonly close: () => Promise<void>
}

/** The first shops load modules and open connections. They are not counted. */
const WARM_UP = 2
/** After this time a new subscription has looked for events and rests. */
const SETTLED_MS = 4000

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** Opens shops in new schemas of a database. */
export const openManyShops = async (url: string, count: number): Promise<ManyShops> => {
  const pool = new Pool({ connectionString: url, max: 4 })
  const names = Array.from({ length: count }, (_, n) => `shop_${n}`)
  for (const schema of names) await migrate({ pool, schema })
  const shops: Array<Shop> = []
  const open = async (schema: string): Promise<void> => {
    const shop = await openShop({ database: { pool, schema }, passwordCost: 4 })
    shop.subscribe("mail", async () => undefined)
    await shop.createCategory(operator, { name: schema })
    shops.push(shop)
  }
  for (const schema of names.slice(0, WARM_UP)) await open(schema)
  const before = usedMegabytes()
  for (const schema of names.slice(WARM_UP)) await open(schema)
  return {
    shops,
    megabytes: (usedMegabytes() - before) / (count - WARM_UP),
    idleStatements: async (seconds) => {
      await pause(SETTLED_MS)
      return (await statementsDuring(() => pause(seconds * 1000))) / seconds / count
    },
    close: async () => {
      await Promise.all(shops.map((shop) => shop.close()))
      await pool.end()
    },
  }
}

/** Returns how many statements all clients of this process sent meanwhile. */
const statementsDuring = async (run: () => Promise<void>): Promise<number> => {
  const { query } = Client.prototype
  let statements = 0
  Client.prototype.query = function (this: Client, ...args: ReadonlyArray<unknown>) {
    statements += 1
    return Reflect.apply(query, this, args)
  } as typeof query
  try {
    await run()
  } finally {
    Client.prototype.query = query
  }
  return statements
}

/** Returns the memory that objects and buffers use after a garbage collection. */
const usedMegabytes = (): number => {
  setFlagsFromString("--expose-gc")
  const collect: () => void = runInNewContext("gc")
  for (let i = 0; i < 3; i++) collect()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1_000_000
}
