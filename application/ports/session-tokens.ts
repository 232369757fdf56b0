/** Opaque session tokens. */
export interface SessionTokens {
  /** Returns a new token that cannot be guessed. */
  readonly issue: () => string
  /** Returns the digest that is stored instead of the token. The digest is deterministic and cannot be reversed. */
  readonly digest: (token: string) => string
}
