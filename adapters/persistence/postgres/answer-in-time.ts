/** The server did not answer in time. The statement may have been executed. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer"
  /** As Node names it for connections. */
  readonly code = "ETIMEDOUT"

  constructor(seconds: number) {
    super(`no answer within ${seconds} s`)
  }
}

/**
 * Waits for an answer, at most so many seconds, or without a limit. Servers have timeouts too, but a proxy that forwards
 * nothing hides them, and a connection through it does not fail for hours.
 */
export const answerInTime = <A>(seconds: number | null, answer: Promise<A>): Promise<A> =>
  seconds === null
    ? answer
    : new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new NoAnswer(seconds)), seconds * 1000)
        const inTime =
          <B>(end: (value: B) => void) =>
          (value: B): void => {
            clearTimeout(timer)
            end(value)
          }
        answer.then(inTime(resolve), inTime(reject))
      })
