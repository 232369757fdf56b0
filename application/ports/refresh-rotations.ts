import type { Effect } from "effect"
import type { SessionId } from "./sessions.ts"

/** What it takes to write a refresh token once more, letter by letter. */
export interface RefreshMark {
  /** The token's id. */
  readonly id: string
  /** In whole seconds, as tokens tell time. */
  readonly issuedAt: Date
  readonly expiresAt: Date
}

/** A refresh token that is handed in for the next one. */
export interface RotationRequest {
  readonly session: SessionId
  /** The id of the token that is handed in. */
  readonly used: string
  /** The next one, should this be the first time that `used` is handed in. */
  readonly successor: RefreshMark
  readonly at: Date
  /** For how long after its use a token still brings its successor. */
  readonly graceSeconds: number
}

/**
 * The chain of refresh tokens of a session that rotates. Each token has one successor, whoever asks and however many
 * at once, on every process.
 */
export interface RefreshRotations {
  /**
   * Uses a token up: its successor, the same one for as long as the grace lasts. A token that was used longer ago has
   * been stolen, from whoever holds it now or from whoever used it: that ends the session, at once. `ended`: there is
   * no such session that rotates and is open.
   */
  readonly rotate: (wish: RotationRequest) => Effect.Effect<RefreshMark | "replayed" | "ended">
}

/**
 * What a session's current refresh token is stored under. Not a secret, so it is marked: no opaque token digests to it.
 *
 * @example
 * const isCurrent = session.tokenDigest === refreshDigest(used)
 */
export const refreshDigest = (id: string): string => `jti:${id}`
