// Names that the snippets of the README and of doc comments use without declaring them.
import type { EntitySchema } from "@mikro-orm/core"
import type { EntityManager } from "@mikro-orm/postgresql"
import type { Express } from "express"
import type { Pool, PoolClient } from "pg"
import type {
  Account,
  Category,
  IdempotencyKey,
  Money,
  NewProduct,
  Order,
  PlaceOrderCommand,
  Product,
  Shop,
} from "shopwright"
import type { Conventions, Dialect, DialectDocs, Endpoint, ErrorResponses, Scheme } from "shopwright/dialect"
import type { ServerLog } from "shopwright/http"
import type {
  Clock,
  Offer,
  OrderLedger,
  PasswordHasher,
  Persistence,
  PhoneNumbers,
  Pictures,
  Placement,
  Repricing,
  Restocking,
  SessionTokens,
  ShopEvent,
  StatusChange,
  StockItemId,
  StockLevel,
  TokenPairs,
} from "shopwright/ports"

/** What the pages use of Hono, Bun and Deno, so that compiling them needs none of these. */
interface Served {
  readonly fetch: (
    request: Request,
    server: { requestIP(request: Request): { readonly address: string } | null },
  ) => Promise<Response>
}

declare global {
  const hono: { mount(path: string, handler: (request: Request) => Promise<Response>): void }
  const Bun: { serve(options: Served): unknown }
  const Deno: {
    serve(
      handler: (request: Request, info: { readonly remoteAddr: { readonly hostname: string } }) => Promise<Response>,
    ): unknown
  }

  // The host's own objects.
  const app: Express
  const pool: Pool
  const client: PoolClient
  const clientUrl: string
  const em: EntityManager
  const Invoice: EntitySchema
  const pino: () => ServerLog
  const typed: string
  const exported: AsyncIterable<string>
  const confirm: (order: Order) => Promise<void>
  const sendConfirmation: (order: Order, options: { readonly once: string }) => Promise<void>
  const openMyStore: () => Persistence
  const orderLedger: OrderLedger
  const openSqlite: (path: string) => Promise<Persistence>
  const openS3Pictures: (bucket: string) => Pictures
  const bucket: string
  const makeScryptHasher: (settings: { readonly cost: number }) => PasswordHasher
  const makePaseto: (settings: { readonly key: string }, clock: Clock) => Promise<TokenPairs>
  const key: string
  const myTokens: SessionTokens
  const myPhones: PhoneNumbers

  // Parts of a dialect of the host.
  const storefront: Dialect
  const showcase: (shop: Shop) => Dialect
  const scheme: Scheme<Account>
  const conventions: Conventions
  const errorResponses: ErrorResponses
  const dialectDocs: DialectDocs
  const listItems: Endpoint<Account>

  // A shop and its content.
  const shop: Shop
  const buyer: Account
  const admin: Account
  const account: Account
  const soap: Product
  const bath: Category
  const order: Order
  const lines: PlaceOrderCommand["lines"]
  const change: StatusChange
  const price: Money
  const level: StockLevel
  const levels: ReadonlyMap<StockItemId, StockLevel>
  const stockItem: StockItemId
  const offer: Offer
  const placement: Placement
  const event: ShopEvent
  const restocking: Restocking
  const repricing: Repricing
  const session: { readonly tokenDigest: string }
  const used: string
  const available: number
  const password: string
  const secret: string
  const token: string
  const bytes: Uint8Array
  const product: NewProduct
  const checkout: IdempotencyKey
  const command: Parameters<Shop["updateProfile"]>[1]
}
