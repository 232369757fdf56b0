/** A command of a concurrent history, with the times of its invocation and of its return. */
export interface Operation<Command> {
  readonly lane: number
  readonly command: Command
  /** Whether the shop accepted it. */
  readonly accepted: boolean
  readonly invoked: number
  readonly returned: number
}

/** Records concurrent commands. Times are positions in the sequence of all invocations and returns. */
export interface HistoryRecorder<Command> {
  readonly record: (lane: number, command: Command, send: () => Promise<boolean>) => Promise<void>
  readonly operations: () => ReadonlyArray<Operation<Command>>
}

/**
 * Creates a recorder of concurrent commands.
 *
 * @example
 * const recorder = recordHistory<string>()
 * await Promise.all([0, 1].map((lane) => recorder.record(lane, "order 1 × A", async () => lane === 0)))
 */
export const recordHistory = <Command>(): HistoryRecorder<Command> => {
  let time = 0
  const operations: Array<Operation<Command>> = []
  return {
    record: async (lane, command, send) => {
      const invoked = ++time
      const accepted = await send()
      operations.push({ lane, command, accepted, invoked, returned: ++time })
    },
    operations: () => operations,
  }
}

/** A sequential object: its state, and what a command does to it. */
export interface SequentialModel<State, Command> {
  readonly initial: State
  /** Returns the state after the command, and whether it is accepted. */
  readonly apply: (state: State, command: Command) => { readonly state: State; readonly accepted: boolean }
  /** Whether the state agrees with what was seen after all commands. */
  readonly ends: (state: State) => boolean
  readonly key: (state: State) => string
}

/**
 * Whether some sequence of the commands explains a concurrent history: each command takes effect at one moment between its
 * invocation and its return, every result is the model's, and the end agrees with what was seen (Herlihy and Wing,
 * "Linearizability", 1990). The search remembers visited states, so a dozen commands are quick.
 *
 * @example
 * const counter: SequentialModel<number, "take"> = {
 *   initial: 1,
 *   apply: (left) => ({ state: Math.max(0, left - 1), accepted: left > 0 }),
 *   ends: (left) => left === 0,
 *   key: String,
 * }
 * isLinearizable(counter, [{ lane: 0, command: "take", accepted: true, invoked: 1, returned: 2 }]) // true
 */
export const isLinearizable = <State, Command>(
  model: SequentialModel<State, Command>,
  operations: ReadonlyArray<Operation<Command>>,
): boolean => {
  const failed = new Set<string>()
  const explain = (state: State, open: ReadonlyArray<Operation<Command>>): boolean => {
    if (open.length === 0) return model.ends(state)
    const visited = `${model.key(state)} | ${open.map(({ invoked }) => invoked).join(" ")}`
    if (failed.has(visited)) return false
    // A command that began after another one returned cannot take effect before it.
    const firstReturn = Math.min(...open.map(({ returned }) => returned))
    for (const operation of open) {
      if (operation.invoked > firstReturn) continue
      const next = model.apply(state, operation.command)
      if (next.accepted !== operation.accepted) continue
      if (
        explain(
          next.state,
          open.filter((other) => other !== operation),
        )
      )
        return true
    }
    failed.add(visited)
    return false
  }
  return explain(model.initial, operations)
}

/**
 * Draws a history as lanes of text: one line for each buyer, time from left to right.
 *
 * @example
 * drawLanes([{ lane: 0, command: "1 × A", accepted: true, invoked: 1, returned: 2 }], (command) => command)
 */
export const drawLanes = <Command>(
  operations: ReadonlyArray<Operation<Command>>,
  describe: (command: Command) => string,
): ReadonlyArray<string> => {
  const lanes = [...new Set(operations.map(({ lane }) => lane))].toSorted((a, b) => a - b)
  const texts = operations.map(({ command, accepted }) => `${describe(command)}: ${accepted ? "accepted" : "refused"}`)
  const slots = Math.max(0, ...operations.map(({ returned }) => returned))
  // Each operation is as wide as its text, so the columns between its invocation and its return share that width.
  const width = Math.max(
    3,
    ...operations.map(({ invoked, returned }, i) => Math.ceil(((texts[i]?.length ?? 0) + 4) / (returned - invoked))),
  )
  return lanes.map((lane) => {
    const cells = new Array<string>(slots * width + 2).fill(" ")
    for (const [i, operation] of operations.entries()) {
      if (operation.lane !== lane) continue
      const [from, to] = [(operation.invoked - 1) * width, (operation.returned - 1) * width]
      const bar = `[ ${texts[i]} ${"-".repeat(Math.max(0, to - from - (texts[i]?.length ?? 0) - 4))}]`
      for (const [j, character] of [...bar].entries()) cells[from + j] = character
    }
    return `  lane ${lane + 1}  ${cells.join("").trimEnd()}`
  })
}
