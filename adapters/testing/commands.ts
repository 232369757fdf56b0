import fc from "fast-check"
import type { CommandResult, Item, SeenOrder } from "./driver.ts"
import { changeInModel, type ModelState } from "./model-state.ts"
import type { ShopModel, ShopStatus } from "./shop-model.ts"

/** A command of a host with its generated input. `Named` is its target in an example, `Sent` its target in the shop. */
interface Call<Named, Sent> {
  readonly command: string
  readonly describe: (target: Named) => string
  /** Sends the command. `value` is the order that it placed, or `null`. */
  readonly send: (target: Sent) => Promise<CommandResult<SeenOrder | null>>
  /** Returns the state after the command, or `null` if the model refuses it. */
  readonly apply: (state: ModelState, target: Named, model: ShopModel) => ModelState | null
}

/** A command that a buyer or an admin gives about an item. Buyers and items are positions in the example, from 0. */
export type ItemCall = Call<
  { readonly buyer: number; readonly item: number },
  { readonly buyer: number; readonly item: Item }
>

/** A command about an order: its position in the example, from 0, or its id in the shop. */
export type OrderCall = Call<number, number>

interface About {
  readonly name: string
  /** Whether the command changes quantities on hand. The law of conservation omits such commands. */
  readonly changesStock: boolean
}

/** A command that only the host's shop has. Create it with {@link itemCommand} or {@link orderCommand}. */
export type ShopCommand =
  | (About & { readonly about: "item"; readonly calls: fc.Arbitrary<ItemCall> })
  | (About & { readonly about: "order"; readonly calls: fc.Arbitrary<OrderCall> })

/** The parts of a command for {@link itemCommand} and {@link orderCommand}. */
export interface CommandParts<Input, Named, Sent> {
  readonly name: string
  readonly input: fc.Arbitrary<Input>
  /** One sentence for the scenario of a report. */
  readonly describe: (target: Named, input: Input) => string
  /** Sends the command to the shop. `value` is the order that it placed, or `null`. Rejects if the shop fails. */
  readonly send: (target: Sent, input: Input) => Promise<CommandResult<SeenOrder | null>>
  /** Returns the state after the command, or `null` if the shop must refuse it. Orders are only appended. */
  readonly apply: (state: ModelState, target: Named, input: Input, model: ShopModel) => ModelState | null
  /** Whether the command changes quantities on hand. The law of conservation omits such commands. Defaults to false. */
  readonly changesStock?: boolean
}

const callsOf = <Input, Named, Sent>(parts: CommandParts<Input, Named, Sent>): fc.Arbitrary<Call<Named, Sent>> =>
  parts.input.map((input) => ({
    command: parts.name,
    describe: (target) => parts.describe(target, input),
    send: (target) => parts.send(target, input),
    apply: (state, target, model) => parts.apply(state, target, input, model),
  }))

/**
 * Creates a command about an item, such as writing off damaged pieces or placing an order in another way.
 *
 * @example
 * const shop = openDomainDriver()
 * const giveTwo = itemCommand({
 *   name: "order two",
 *   input: fc.constant(2),
 *   describe: ({ buyer, item }, quantity) => `Buyer ${buyer + 1} orders ${quantity} × ${letter(item)} by phone.`,
 *   send: ({ buyer, item }, quantity) => shop.place({ buyer, lines: [{ item, quantity }] }),
 *   apply: (state, { buyer, item }, quantity, model) =>
 *     placeInModel(model, state, { buyer, lines: [{ item, quantity }] }),
 * })
 * await assertLaw(agreesWithPlainCounts, shop, { commands: [giveTwo] })
 */
export const itemCommand = <Input>(
  parts: CommandParts<
    Input,
    { readonly buyer: number; readonly item: number },
    { readonly buyer: number; readonly item: Item }
  >,
): ShopCommand => ({
  about: "item",
  name: parts.name,
  changesStock: parts.changesStock ?? false,
  calls: callsOf(parts),
})

/**
 * Creates a command about an order, such as a return. It is generated once an order exists.
 *
 * @example
 * const shop = openDomainDriver()
 * const pay = orderCommand({
 *   name: "pay",
 *   input: fc.constant(null),
 *   describe: (order) => `Order ${order + 1} is paid at the counter.`,
 *   send: async (order) => ((await shop.changeStatus(order, "paid")).accepted ? accepted(null) : refused("NotPaid")),
 *   apply: (state, order, _input, model) => changeInModel(model, state, order, "paid"),
 * })
 * await assertLaw(agreesWithPlainCounts, shop, { commands: [pay] })
 */
export const orderCommand = <Input>(parts: CommandParts<Input, number, number>): ShopCommand => ({
  about: "order",
  name: parts.name,
  changesStock: parts.changesStock ?? false,
  calls: callsOf(parts),
})

/**
 * Creates the command that changes an order to a status of the host's own. The model's `next` and `pieces` say when the
 * status may follow, and where the pieces of the order are then.
 *
 * @example
 * const hold = statusCommand("on hold", async (order) => (order > 0 ? accepted(null) : refused("UnknownOrder")))
 */
export const statusCommand = (
  status: ShopStatus,
  send: (order: number) => Promise<CommandResult<SeenOrder | null>>,
): ShopCommand =>
  orderCommand({
    name: `change to ${status}`,
    input: fc.constant(null),
    describe: (order) => `Order ${order + 1} is changed to ${status}.`,
    send,
    apply: (state, order, _input, model) => changeInModel(model, state, order, status),
  })

/** Returns commands that send through `around`, with buyers counted from `firstBuyer()`. */
export const aroundCommands = (
  commands: ReadonlyArray<ShopCommand>,
  firstBuyer: () => number,
  around: <A>(name: string, send: () => Promise<CommandResult<A>>) => Promise<CommandResult<A>>,
): ReadonlyArray<ShopCommand> =>
  commands.map((command): ShopCommand => {
    const { name } = command
    return command.about === "item"
      ? {
          ...command,
          calls: command.calls.map(
            (call): ItemCall => ({
              ...call,
              send: ({ buyer, item }) => around(name, () => call.send({ buyer: firstBuyer() + buyer, item })),
            }),
          ),
        }
      : {
          ...command,
          calls: command.calls.map(
            (call): OrderCall => ({ ...call, send: (order) => around(name, () => call.send(order)) }),
          ),
        }
  })
