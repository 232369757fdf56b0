/** The lifetimes of a dialect's tokens, in seconds. */
export interface TokenLifetimes {
  readonly access: number
  readonly refresh: number
}

/** How a dialect issues tokens. */
export interface TokenSettings extends TokenLifetimes {
  /** The name of the dialect. Its tokens are valid there only. */
  readonly dialect: string
}

export interface RotationSettings extends TokenSettings {
  /**
   * Seconds after its use during which a token still returns its successor, because the client may have lost the
   * response.
   */
  readonly grace: number
}
