/** The longest time that work runs without a pause, in milliseconds. */
const BUDGET_MS = 5

/** Divides long work into slices. Call `isOver` often, and `next` when it returns true. */
export interface TimeSlice {
  readonly isOver: () => boolean
  /** Lets other work of the event loop run, and begins a new slice. */
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
