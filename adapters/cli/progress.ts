import { plural } from "../../application/plural.ts"

/** Reports the progress of a long operation. */
export interface Progress {
  readonly report: (done: number, total: number) => void
  /** Ends the progress line. */
  readonly end: () => void
}

const MILLISECONDS_BETWEEN_LINES = 2_000

/** Updates one line on a terminal. Otherwise, for example in a log, writes a line every two seconds. */
export const progressOn = (stream: NodeJS.WriteStream, noun: string, now = Date.now): Progress => {
  let lastReport = now()
  let lineIsOpen = false
  return {
    report: (done, total) => {
      const text = `${done} of ${plural(total, noun)}`
      if (stream.isTTY) {
        stream.write(`\r\u001b[K${text}`)
        lineIsOpen = true
      } else if (now() - lastReport >= MILLISECONDS_BETWEEN_LINES) {
        stream.write(`${text}\n`)
        lastReport = now()
      }
    },
    end: () => {
      if (lineIsOpen) stream.write("\n")
      lineIsOpen = false
    },
  }
}
