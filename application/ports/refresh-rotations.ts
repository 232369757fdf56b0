import type { Effect } from "effect"
import type { SessionId } from "./sessions.ts"

/** The claims needed to issue the same refresh token again, byte for byte. */
export interface RefreshMark {
  /** The token's id. */
  readonly id: string
  /** In whole seconds, the resolution of token claims. */
  readonly issuedAt: Date
  readonly expiresAt: Date
}

/** A request to exchange a refresh token. */
export interface RotationRequest {
  readonly session: SessionId
  /** The id of the presented token. */
  readonly used: string
  /** The successor to store if `used` is presented for the first time. */
  readonly successor: RefreshMark
  readonly at: Date
  /** How long after its use a token still returns its successor. */
  readonly graceSeconds: number
}

/**
 * The chain of refresh tokens of a rotating session. Every token has one successor, also for concurrent calls on
 * several processes.
 */
export interface RefreshRotations {
  /**
   * Uses a token and returns its successor. Within the grace period the same token returns the same successor. A token
   * presented later indicates theft: it or its successor is in the wrong hands. So the session ends immediately.
   * A use later than `latestRecordedTime(at)` counts as a use at `at` from then on.
   * `ended` means that no open rotating session exists.
   */
  readonly rotate: (request: RotationRequest) => Effect.Effect<RefreshMark | "replayed" | "ended">
}

/**
 * Returns the key under which a session's current refresh token is stored. It is not secret. Its prefix keeps it
 * distinct from digests of opaque tokens.
 *
 * @example
 * const isCurrent = session.tokenDigest === refreshDigest(used)
 */
export const refreshDigest = (id: string): string => `jti:${id}`
