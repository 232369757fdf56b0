import fc from "fast-check"
import { describeItems, pieces } from "../descriptions.ts"
import { drawLanes, isLinearizable, recordHistory, type SequentialModel } from "../history.ts"
import { demand, makeLaw } from "../law.ts"
import { at, ordersAbout, putOnSale } from "../scenario.ts"

/** An order of some pieces, or the cancellation of the first order. */
type Command = { readonly order: number } | "cancel"

interface Counts {
  readonly left: number
  readonly isCancelled: boolean
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
      .map(({ kind, stock, lanes }) => ({ items: [{ kind, stock, price: priceStep }], lanes })),
  describe: ({ items, lanes }) => [
    ...describeItems(items),
    `Buyer 1 orders ${FIRST} × A.`,
    `Concurrently: ${lanes.map((lane, i) => `Lane ${i + 1}: ${lane.map((order) => describeCommand(commandOf(order))).join(", then ")}.`).join(" ")}`,
  ],
  holds: async (driver, { items: plans, lanes }, { showLanes }) => {
    const items = await putOnSale(driver, plans)
    const item = at(items, 0)
    const first = await driver.place({ buyer: 0, lines: [{ item, quantity: FIRST }] })
    if (!first.accepted) return false
    const recorder = recordHistory<Command>()
    const send = async (lane: number, command: Command): Promise<boolean> =>
      command === "cancel"
        ? (await driver.changeStatus(first.value.id, "cancelled")).accepted
        : (await driver.place({ buyer: lane, lines: [{ item, quantity: command.order }] })).accepted
    await Promise.all(
      lanes.map(async (lane, i) => {
        for (const order of lane) await recorder.record(i, commandOf(order), () => send(i, commandOf(order)))
      }),
    )
    // A shop may accept or refuse to cancel a cancelled order, so only the first acceptance counts.
    const operations = recorder.operations().filter(({ command, accepted }) => command !== "cancel" || accepted)
    const left = at(await driver.available(items), 0)
    const orders = (await ordersAbout(driver, lanes.length, items)).length
    const model: SequentialModel<Counts, Command> = {
      initial: { left: at(plans, 0).stock - FIRST, isCancelled: false },
      apply: (state, command) => {
        if (command === "cancel")
          return { state: state.isCancelled ? state : { left: state.left + FIRST, isCancelled: true }, accepted: true }
        const accepted = command.order <= state.left
        return { state: accepted ? { ...state, left: state.left - command.order } : state, accepted }
      },
      ends: (state) => state.left === left,
      key: (state) => `${state.left} ${state.isCancelled}`,
    }
    const lanesOfText = drawLanes(recorder.operations(), describeCommand)
    if (!isLinearizable(model, operations)) showLanes(lanesOfText)
    demand(
      isLinearizable(model, operations),
      () => `no sequence of these commands explains the results, with ${pieces(left)} left and ${orders} orders.`,
    )
    return true
  },
})

const commandOf = (order: number | null): Command => (order === null ? "cancel" : { order })

const describeCommand = (command: Command): string =>
  command === "cancel" ? "cancel order 1" : `order ${command.order} × A`
