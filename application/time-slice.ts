/** Milliseconds of work in a row. Other requests wait no longer than this. */
const BUDGET_MS = 5

/** Divides long work into slices. Call `isOver` often, and `next` when it returns true. */
export interface TimeSlice {
  readonly isOver: () => boolean
  /** Lets everything that waits for the event loop run, and begins a new slice. */
  readonly next: () => Promise<void>
}

export const timeSlice = (): TimeSlice => {
  let ends = performance.now() + BUDGET_MS
  return {
    isOver: () => performance.now() >= ends,
    next: async () => {
      await new Promise((resolve) => setImmediate(resolve))
      ends = performance.now() + BUDGET_MS
    },
  }
}
