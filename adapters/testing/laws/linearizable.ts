import fc from "fast-check"
import { describeItems, pieces } from "../descriptions.ts"
import type { ItemPlan } from "../driver.ts"
import { drawLanes, isLinearizable, recordHistory, type SequentialModel } from "../history.ts"
import { demand, makeLaw } from "../law.ts"
import { availableIn, changeInModel, initialState, type ModelState, placeInModel } from "../model-state.ts"
import { at, ordersAbout, putOnSale } from "../scenario.ts"

/** An order of some pieces, or the cancellation of the first order. */
type Command = { readonly order: number } | "cancel"

/** What each lane sends: orders of some pieces, or `null` for the cancellation. */
type Lanes = ReadonlyArray<ReadonlyArray<number | null>>

interface Example {
  readonly items: ReadonlyArray<ItemPlan>
  readonly lanes: Lanes
}

interface SentCommand {
  readonly buyer: number
  readonly command: Command
}

const FIRST = 2

/**
 * A concurrent history of orders and cancellations can be explained by some sequence of them, in which each takes effect
 * between its request and its response. The report shows the shortest history found that cannot be explained, as lanes.
 *
 * @example
 * it("is linearizable", () => assertLaw(isLinearizableShop, openDomainDriver()))
 */
export const isLinearizableShop = makeLaw({
  name: "concurrent histories are linearizable",
  statement: "Concurrent orders and cancellations act like some sequence of them between their requests and responses.",
  assumptions: ["An order that the example has placed can be cancelled."],
  appliesTo: ({ statuses }) => statuses?.includes("cancelled") ?? true,
  needs: ["placed", "races"],
  examples: ({ sells, priceStep }) =>
    fc
      .record({
        kind: fc.constantFrom(...sells),
        stock: fc.integer({ min: FIRST, max: 5 }),
        lanes: fc.array(
          fc.array(
            fc.oneof(
              { weight: 3, arbitrary: fc.integer({ min: 1, max: 3 }) },
              { weight: 1, arbitrary: fc.constant(null) },
            ),
            {
              minLength: 1,
              maxLength: 2,
            },
          ),
          { minLength: 1, maxLength: 4 },
        ),
      })
      .map(({ kind, stock, lanes }): Example => ({ items: [{ kind, stock, price: priceStep }], lanes })),
  simpler: ({ items, lanes }) => withoutOne(lanes).map((fewer) => ({ items, lanes: fewer })),
  describe: ({ items, lanes }) => [
    ...describeItems(items),
    `Buyer 1 orders ${FIRST} × A.`,
    `Concurrently: ${lanes.map((lane, i) => `Lane ${i + 1}: ${lane.map((order) => describeCommand(commandOf(order))).join(", then ")}.`).join(" ")}`,
  ],
  holds: async (driver, { items: plans, lanes }, { model, showLanes }) => {
    const items = await putOnSale(driver, plans)
    const item = at(items, 0)
    const first = await driver.place({ buyer: 0, lines: [{ item, quantity: FIRST }] })
    const initial = placeInModel(model, initialState(plans), { buyer: 0, lines: [{ item: 0, quantity: FIRST }] })
    if (!first.accepted || initial === null) return false
    const recorder = recordHistory<SentCommand>()
    const send = async (lane: number, command: Command): Promise<boolean> =>
      command === "cancel"
        ? (await driver.changeStatus(first.value.id, "cancelled")).accepted
        : (await driver.place({ buyer: lane, lines: [{ item, quantity: command.order }] })).accepted
    await Promise.all(
      lanes.map(async (lane, i) => {
        for (const order of lane) {
          const command = commandOf(order)
          await recorder.record(i, { buyer: i, command }, () => send(i, command))
        }
      }),
    )
    // A shop may accept or refuse to cancel a cancelled order, so only the first acceptance counts.
    const operations = recorder
      .operations()
      .filter(({ command: { command }, accepted }) => command !== "cancel" || accepted)
    const left = at(await driver.available(items), 0)
    const orders = (await ordersAbout(driver, lanes.length, items)).length
    const sequential: SequentialModel<ModelState, SentCommand> = {
      initial,
      apply: (state, { buyer, command }) => {
        const next =
          command === "cancel"
            ? changeInModel(model, state, 0, "cancelled")
            : placeInModel(model, state, { buyer, lines: [{ item: 0, quantity: command.order }] })
        return { state: next ?? state, accepted: next !== null }
      },
      ends: (state) => at(availableIn(state), 0) === left,
      // Rules see the orders and their sequence. Stock follows from them.
      key: ({ orders }) => orders.map(({ buyer, status, lines }) => `${buyer} ${status} ${lines[0]?.quantity}`).join(),
    }
    const isExplained = isLinearizable(sequential, operations)
    if (!isExplained) showLanes(drawLanes(recorder.operations(), ({ command }) => describeCommand(command)))
    demand(
      isExplained,
      () => `no sequence of these commands explains the results, with ${pieces(left)} left and ${orders} orders.`,
    )
    return true
  },
})

/** Lanes without one of the lanes, then lanes without one of the commands. */
const withoutOne = (lanes: Lanes): ReadonlyArray<Lanes> => [
  ...lanes.map((_, i) => lanes.toSpliced(i, 1)),
  ...lanes.flatMap((lane, i) => (lane.length < 2 ? [] : lane.map((_, j) => lanes.with(i, lane.toSpliced(j, 1))))),
]

const commandOf = (order: number | null): Command => (order === null ? "cancel" : { order })

const describeCommand = (command: Command): string =>
  command === "cancel" ? "cancel order 1" : `order ${command.order} × A`
