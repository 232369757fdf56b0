import { AsyncLocalStorage } from "node:async_hooks"
import { Clock, Context, type Fiber, Tracer } from "effect"

/** The spans on whose behalf code runs: one, or those of all calls of a batch. */
export type Spans = Tracer.Span | ReadonlyArray<Tracer.Span>

/** The spans of the running code. Statements run in promises, which know no fiber. */
export const currentSpans = new AsyncLocalStorage<Spans>()

/** Returns the current spans as a list. */
export const spansOf = (spans: Spans | undefined): ReadonlyArray<Tracer.Span> => {
  if (spans === undefined) return []
  return "spanId" in spans ? [spans] : spans
}

/** Returns a tracer that creates the spans of `exporting`, and makes the span of a fiber current while the fiber runs. */
export const followingFibers = (exporting: Tracer.Tracer): Tracer.Tracer =>
  Tracer.make({
    span: (options) => exporting.span(options),
    context: (primitive, fiber) => {
      const { span } = fiber.cache
      return span?._tag === "Span" ? currentSpans.run(span, evaluate, primitive, fiber) : evaluate(primitive, fiber)
    },
  })

const evaluate = <X>(primitive: Tracer.EffectPrimitive<X>, fiber: Fiber.Fiber<unknown, unknown>): X =>
  primitive["~effect/Effect/evaluate"](fiber)

const clock = Context.get(Context.empty(), Clock.Clock)

/** The time of spans: nanoseconds since 1970. */
export const now = (): bigint => clock.currentTimeNanosUnsafe()
