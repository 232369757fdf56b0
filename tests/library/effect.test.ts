import { Effect, Exit, Fiber, Layer, Scope, Tracer } from "effect"
import { TestClock } from "effect/testing"
import { expect, test } from "vitest"
import { effectShop, retryUnavailable, ShopService, shopLayer } from "../../composition/effect.ts"
import { openShop, StoreUnavailable } from "../../composition/index.ts"

const memory = { database: "memory", passwordCost: 4 } as const

test("the layer opens a shop and closes it with its scope", async () => {
  const scope = Scope.makeUnsafe()
  const context = await Effect.runPromise(Layer.buildWithScope(shopLayer(memory), scope))
  const service = await Effect.runPromise(Effect.provide(ShopService, context))
  expect(await Effect.runPromise(service.listProducts())).toEqual([])
  await Effect.runPromise(Scope.close(scope, Exit.void))
  expect(await service.shop.readiness()).toMatchObject({ ready: false, reason: "closing" })
})

test("a database that does not answer is a typed error of the layer, and a wrong option is a defect", async () => {
  const unreachable = shopLayer({ database: { url: "postgres://nobody@127.0.0.1:1/none" } })
  const failed = await Effect.runPromise(Effect.flip(Layer.build(unreachable).pipe(Effect.scoped)))
  expect(failed).toBeInstanceOf(StoreUnavailable)
  const wrong = shopLayer({ ...memory, maxUnpaidOrders: -1 })
  await expect(Effect.runPromise(Effect.scoped(Layer.build(wrong)))).rejects.toThrow(RangeError)
})

test("each use case has a span with its name and without its arguments", async () => {
  await using shop = await openShop(memory)
  const spans: Array<Tracer.Span> = []
  const tracer = Tracer.make({
    span: (options) => {
      const span = new Tracer.NativeSpan(options)
      spans.push(span)
      return span
    },
  })
  const mia = { username: "mia", password: "a-long-password" }
  const { register, streamOrders } = effectShop(shop)
  const account = await Effect.runPromise(Effect.withTracer(register(mia), tracer))
  expect(spans.map(({ name }) => name)).toEqual(["shopwright.register"])
  expect([...(spans[0]?.attributes.values() ?? [])]).toEqual([])
  expect(streamOrders).not.toBe(shop.useCases.streamOrders)
  expect(account.account.id).toBe(1)
})

test("retryUnavailable waits as long as the error says, and passes on other errors at once", async () => {
  let calls = 0
  const failing = Effect.suspend(() => {
    calls++
    return calls < 3
      ? Effect.fail(new StoreUnavailable({ message: "gone", retryAfterSeconds: 7 }))
      : Effect.succeed("ok")
  })
  const program = Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(retryUnavailable({ times: 2 })(failing))
    yield* TestClock.adjust("6 seconds")
    const early = calls
    yield* TestClock.adjust("8 seconds")
    return [early, yield* Fiber.join(fiber)]
  })
  expect(await Effect.runPromise(Effect.provide(program, TestClock.layer()))).toEqual([1, "ok"])
  calls = 0
  const once = retryUnavailable({ times: 1 })(failing)
  const ended = Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(Effect.flip(once))
    yield* TestClock.adjust("7 seconds")
    return yield* Fiber.join(fiber)
  })
  expect(await Effect.runPromise(Effect.provide(ended, TestClock.layer()))).toBeInstanceOf(StoreUnavailable)
  expect(calls).toBe(2)
  const other = retryUnavailable({ times: 3 })(Effect.fail("no"))
  expect(await Effect.runPromise(Effect.flip(other))).toBe("no")
})
