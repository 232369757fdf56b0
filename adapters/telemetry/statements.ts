import { Context, Exit, Option, type Tracer } from "effect"
import type { Instruments } from "./instruments.ts"
import { currentSpans, now, type Spans, spansOf } from "./tracing.ts"

export interface PoolCounts {
  readonly open: number
  readonly idle: number
  readonly waiting: number
}

/**
 * Observes a store. A statement of a batch belongs to several requests: it has a span in the trace of each of them, so
 * that every trace is complete. `end` removes the store's gauges.
 */
export const makeStoreObserver = (instruments: Instruments, tracer: Tracer.Tracer | undefined) => {
  const gauges: Array<() => void> = []

  const statement = <A>(name: string, text: string | null, run: () => Promise<A>): Promise<A> => {
    const parents = tracer === undefined ? [] : spansOf(currentSpans.getStore())
    return tracer === undefined || parents.length === 0 ? run() : traced(tracer, parents, { name, text, run })
  }

  return {
    callers: (): object | undefined => currentSpans.getStore(),
    statement,
    batch: <A>(name: string, callers: ReadonlyArray<object | undefined>, run: () => Promise<A>): Promise<A> => {
      instruments.batch(name, callers.length)
      const isTraced = callers.some((caller) => caller !== undefined)
      // Most batches belong to no trace, and begin outside of one.
      if (!isTraced && currentSpans.getStore() === undefined) return run()
      const spans = new Set(callers.flatMap((caller) => spansOf(isSpans(caller) ? caller : undefined)))
      return currentSpans.run([...spans], run)
    },
    queue: (queue: string, length: () => number): void => {
      gauges.push(instruments.gauge("shopwright.queue.length", "Calls that wait in a queue", { queue }, length))
    },
    pool: (counts: () => PoolCounts): void => {
      const [connections, waiting] = ["db.client.connection.count", "db.client.connection.pending_requests"]
      const gauge = (name: string, about: string, labels: Readonly<Record<string, string>>, value: () => number) =>
        gauges.push(instruments.gauge(name, about, labels, value))
      const about = "Connections of the pool by state"
      gauge(connections, about, { state: "idle" }, () => counts().idle)
      gauge(connections, about, { state: "used" }, () => counts().open - counts().idle)
      gauge(waiting, "Calls that wait for a connection of the pool", {}, () => counts().waiting)
    },
    end: (): void => {
      for (const remove of gauges) remove()
    },
  }
}

/** Runs a statement with a span below each of the parents. */
const traced = async <A>(
  tracer: Tracer.Tracer,
  parents: ReadonlyArray<Tracer.Span>,
  { name, text, run }: { readonly name: string; readonly text: string | null; readonly run: () => Promise<A> },
): Promise<A> => {
  const spans = parents.map((parent) =>
    tracer.span({
      name,
      parent: Option.some(parent),
      annotations: Context.empty(),
      links: [],
      startTime: now(),
      kind: "client",
      root: false,
      sampled: true,
    }),
  )
  for (const span of spans) {
    span.attribute("db.system.name", "postgresql")
    span.attribute("db.operation.name", name)
    // The text has no values: they are sent as parameters.
    if (text !== null) span.attribute("db.query.text", text)
  }
  const end = (exit: Exit.Exit<unknown, unknown>): void => {
    for (const span of spans) span.end(now(), exit)
  }
  try {
    const value = await currentSpans.run(spans, run)
    end(Exit.void)
    return value
  } catch (error) {
    end(Exit.fail(error))
    throw error
  }
}

const isSpans = (caller: object | undefined): caller is Spans =>
  caller !== undefined && ("spanId" in caller || Array.isArray(caller))
