/** Tells a person how far a long piece of work is. */
export interface Progress {
  readonly report: (done: number, total: number) => void
  /** Ends the line that is kept up to date. */
  readonly end: () => void
}

const MILLISECONDS_BETWEEN_LINES = 2_000

/** On a terminal one line that is kept up to date; elsewhere, as in a log, a line now and then. */
export const progressOn = (stream: NodeJS.WriteStream, noun: string, now = Date.now): Progress => {
  let told = now()
  let lineIsOpen = false
  return {
    report: (done, total) => {
      const text = `${done} of ${total} ${noun}`
      if (stream.isTTY) {
        stream.write(`\r\u001b[K${text}`)
        lineIsOpen = true
      } else if (now() - told >= MILLISECONDS_BETWEEN_LINES) {
        stream.write(`${text}\n`)
        told = now()
      }
    },
    end: () => {
      if (lineIsOpen) stream.write("\n")
      lineIsOpen = false
    },
  }
}
