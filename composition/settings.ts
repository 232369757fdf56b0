import type { ContainerModule } from "inversify"
import type { HostOrm, HostPool } from "../adapters/persistence/host.ts"
import type { JwtSettings } from "../adapters/tokens/jwt.ts"
import type { ForeignTokens } from "../application/account/accepted-token.ts"
import type { RegistrationRules } from "../domain/account/registration.ts"
import type { SessionPolicy } from "../domain/account/session-policy.ts"
import type { SignInPolicy } from "../domain/account/sign-in-policy.ts"

/**
 * Where a shop keeps what it knows: nowhere but in this process, in a folder (an embedded PostgreSQL that serves one
 * process at a time), or on a PostgreSQL server (`postgres://...`), there in a schema of its own (`shopwright`). A host
 * that is connected already lends its `pg` pool or its MikroORM, which stay its own: `close` leaves them open.
 */
export type DatabaseOption =
  | "memory"
  | { readonly folder: string }
  | { readonly url: string; readonly schema?: string | undefined }
  | { readonly pool: HostPool; readonly schema?: string | undefined }
  | { readonly orm: HostOrm; readonly schema?: string | undefined }

/** How a shop is opened. */
export interface ShopOptions {
  /** Where the shop keeps what it knows. */
  readonly database: DatabaseOption
  /** What is asked of those who register: a user name and a password of 8 characters unless given. */
  readonly registration?: RegistrationRules | undefined
  /**
   * Modules of inversify that are loaded after the shop's own: what they rebind takes the place of an adapter. The
   * identifiers are in `shopwright/ports`.
   */
  readonly modules?: ReadonlyArray<ContainerModule> | undefined
  /**
   * Signs the tokens of the dialects that have JWTs (HS256), at least 32 bytes, the same for every process on one
   * database. A shop in memory makes one of its own; any other that is given neither this nor `tokens` signs none.
   */
  readonly secret?: string | undefined
  /** In place of `secret`: several keys, RS256 and EdDSA among them. The first one signs, the others still count. */
  readonly tokens?: JwtSettings | undefined
  /**
   * A folder for pictures, which processes on one database share. `media` in the folder of an embedded database unless
   * given, memory for a shop in memory; with a server's database there are no pictures without it.
   */
  readonly media?: string | undefined
  /** How failed sign-ins are slowed: what is not given stays as it is by default. */
  readonly signInPolicy?: Partial<SignInPolicy> | undefined
  /** The idle time of opaque tokens and the number of sessions of an account. Missing values keep their defaults. */
  readonly sessionPolicy?: Partial<SessionPolicy> | undefined
  /**
   * Accepts tokens of another simplejwt server that has the same key, until a date. Defaults to rejecting them. Use it
   * while the users of that server move to this shop.
   */
  readonly foreignTokens?: ForeignTokens | undefined
  /**
   * bcrypt's cost: each step doubles the time that hashing a password takes. 12 unless given, and 10 for a shop that is
   * in memory without any modules.
   */
  readonly passwordCost?: number | undefined
  /** How many passwords may wait to be hashed before a sign-in is told to come back later. 64 unless given. */
  readonly passwordQueue?: number | undefined
  /**
   * How long an order may stay unpaid; one that is `created` for longer is cancelled and its stock goes back on sale.
   * Any process with this option sees to it. Without it orders wait for ever.
   */
  readonly unpaidOrderTtlSeconds?: number | undefined
  /** Is told what went wrong with work that nobody waits for; unless given, it becomes a warning of the process. */
  readonly onBackgroundError?: ((fault: unknown) => void) | undefined
}
