/** Bounds the memory that all request bodies of an application use at once. */
export interface BodyBudget {
  /** Opens the account of one body. */
  readonly open: () => BodyShare
}

/** What one body uses of the budget. */
export interface BodyShare {
  /** Sets the bytes that the body uses. Returns false, and changes nothing, when the budget does not allow for that. */
  readonly use: (bytes: number) => boolean
  /** Returns everything to the budget. */
  readonly close: () => void
}

export const makeBodyBudget = (maxBytes: number): BodyBudget => {
  let used = 0
  return {
    open: () => {
      let own = 0
      return {
        use: (bytes) => {
          if (bytes > own && used - own + bytes > maxBytes) return false
          used += bytes - own
          own = bytes
          return true
        },
        close: () => {
          used -= own
          own = 0
        },
      }
    },
  }
}
