/** Secrets that stand for a session. */
export interface SessionTokens {
  /** A new secret that nobody can guess. */
  readonly issue: () => string
  /** What is stored in the secret's place: always the same for one secret, and no way back. */
  readonly digest: (token: string) => string
}
