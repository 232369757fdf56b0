import fc from "fast-check"
import { type OrderStatus, orderStatuses } from "../../domain/order/status.ts"
import type { ShopCommand } from "./commands.ts"
import type { ItemPlan, ShopDriver } from "./driver.ts"
import { type ModelShop, modelShop } from "./model-shop.ts"
import { anyItems, anyStep, at, linesOnItems, type Step } from "./scenario.ts"
import { plainModel, type ShopModel } from "./shop-model.ts"

/** Items and steps on them. Steps in one moment run concurrently. */
export interface Scenario {
  readonly items: ReadonlyArray<ItemPlan>
  readonly moments: ReadonlyArray<ReadonlyArray<Step>>
}

/** A generated step, and how to choose its order and status. */
interface Drawn {
  readonly step: Step
  /** Chooses among the legal status changes. `null` keeps the drawn status. */
  readonly legal: number | null
  readonly withNext: boolean
}

/**
 * Generates items and up to `maxSteps` steps. Status changes refer to orders that exist by then, and three of four are
 * legal, according to `model`. `commands` are those of a host. `concurrent` lets up to four steps run at once. The scenario may be
 * empty, so that it shrinks by dropping any step.
 *
 * @example
 * const driver = openDomainDriver()
 * fc.assert(fc.property(anyScenario(driver, { maxSteps: 9, concurrent: true }), ({ moments }) => moments.length <= 9))
 */
export const anyScenario = (
  driver: ShopDriver,
  {
    maxSteps,
    concurrent = false,
    model = plainModel,
    commands = [],
  }: {
    readonly maxSteps: number
    readonly concurrent?: boolean
    readonly model?: ShopModel
    readonly commands?: ReadonlyArray<ShopCommand>
  },
): fc.Arbitrary<Scenario> => {
  const drawn: fc.Arbitrary<Drawn> = fc.record({
    step: anyStep(driver, commands),
    legal: fc.option(fc.nat(2), { freq: 3 }),
    withNext: concurrent ? fc.boolean() : fc.constant(false),
  })
  return fc
    .record({ items: anyItems(driver), steps: fc.array(drawn, { maxLength: maxSteps, size: "max" }) })
    .map(({ items, steps }) => ({ items, moments: resolve(items, steps, { model, statuses: driver.statuses }) }))
}

/** How the shop is expected to decide, and the statuses that can be requested. */
interface Rules {
  readonly model: ShopModel
  readonly statuses: ReadonlyArray<OrderStatus> | undefined
}

/** Maps the steps to existing items and orders, and groups them into moments. */
const resolve = (
  items: ReadonlyArray<ItemPlan>,
  drawn: ReadonlyArray<Drawn>,
  rules: Rules,
): ReadonlyArray<ReadonlyArray<Step>> => {
  const shop = modelShop(items, rules.model)
  const moments: Array<Array<Step>> = []
  let joins = false
  for (const { step, legal, withNext } of drawn) {
    const resolved = onExisting(items, shop, step, legal, rules)
    if (resolved === null) continue
    shop.take(resolved)
    const last = moments.at(-1)
    if (joins && last !== undefined && last.length < 4) last.push(resolved)
    else moments.push([resolved])
    joins = withNext
  }
  return moments
}

/** Returns `null` for a command about an order while no order exists. */
const onExisting = (
  items: ReadonlyArray<ItemPlan>,
  shop: ModelShop,
  step: Step,
  legal: number | null,
  { model, statuses = orderStatuses }: Rules,
): Step | null => {
  if (step.do === "place") return { ...step, lines: linesOnItems(items, step.lines) }
  if (step.do !== "change" && step.do !== "order command") return { ...step, item: step.item % items.length }
  const orders = shop.orders()
  if (orders.length === 0) return null
  const order = step.order % orders.length
  if (step.do === "order command") return { ...step, order }
  const following = model.next(at(orders, order).status)
  const next = statuses.filter((status) => following.includes(status))
  const to = legal === null || next.length === 0 ? step.to : at(next, legal % next.length)
  return { ...step, order, to }
}

/**
 * Scenarios without one or two of the steps, then without the last item if no step names it. A dropped order takes its
 * status changes with it.
 *
 * @example
 * const scenario = { items: [{ kind: "product", stock: 1, price: 350 }], moments: [[], []] } as const
 * for (const { moments } of simplerScenarios(scenario)) console.log(moments.length)
 */
export function* simplerScenarios(scenario: Scenario, model: ShopModel = plainModel): Iterable<Scenario> {
  const count = scenario.moments.flat().length
  for (let i = 0; i < count; i++) {
    const without = dropStep(scenario, i, model)
    yield without
    const left = without.moments.flat().length
    for (let j = i; j < left; j++) yield dropStep(without, j, model)
  }
  const last = scenario.items.length - 1
  const isNamed = scenario.moments.flat().some((step) => names(step, last))
  if (last > 0 && !isNamed) yield { ...scenario, items: scenario.items.slice(0, -1) }
}

const dropStep = ({ items, moments }: Scenario, index: number, model: ShopModel): Scenario => {
  const shop = modelShop(items, model)
  let position = -1
  let dropped: { readonly from: number; readonly count: number } | null = null
  const kept = moments.map((steps) =>
    steps.flatMap((step): ReadonlyArray<Step> => {
      position += 1
      const before = shop.orders().length
      shop.take(step)
      if (position === index) {
        dropped = { from: before, count: shop.orders().length - before }
        return []
      }
      return dropped === null ? [step] : renumbered(step, dropped)
    }),
  )
  return { items, moments: kept.filter((steps) => steps.length > 0) }
}

/** A step after some orders were dropped: none if it is about one of them. */
const renumbered = (
  step: Step,
  { from, count }: { readonly from: number; readonly count: number },
): ReadonlyArray<Step> => {
  if ((step.do !== "change" && step.do !== "order command") || step.order < from) return [step]
  return step.order < from + count ? [] : [{ ...step, order: step.order - count }]
}

const names = (step: Step, item: number): boolean => {
  if (step.do === "place") return step.lines.some((line) => line.item === item)
  return step.do !== "change" && step.do !== "order command" && step.item === item
}
