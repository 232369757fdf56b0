import type { ItemPlan } from "./driver.ts"
import { availableIn, changeInModel, initialState, type ModelState, placeInModel } from "./model-state.ts"
import type { Step } from "./scenario.ts"
import { type ModelOrder, plainModel, type ShopModel } from "./shop-model.ts"

/** A shop as plain counts, the reference for real shops. */
export interface ModelShop {
  /** Executes a step and returns how many requests succeeded: 0 or 1, or more in a rush. */
  readonly take: (step: Step) => number
  readonly available: () => ReadonlyArray<number>
  readonly orders: () => ReadonlyArray<ModelOrder>
}

/**
 * Creates a shop of plain counts that sells these items.
 *
 * @example
 * const model = modelShop([{ kind: "product", stock: 2, price: 350 }])
 * model.take({ do: "place", buyer: 0, lines: [{ item: 0, quantity: 2 }] })
 * model.available() // [0]
 */
export const modelShop = (items: ReadonlyArray<ItemPlan>, model: ShopModel = plainModel): ModelShop => {
  let state = initialState(items)
  const accept = (next: ModelState | null): number => {
    if (next === null) return 0
    state = next
    return 1
  }
  const edit = (
    item: number,
    change: (current: ModelState["items"][number]) => ModelState["items"][number],
  ): number => {
    const edited = state.items[item]
    return edited === undefined ? 0 : accept({ ...state, items: state.items.with(item, change(edited)) })
  }

  return {
    take: (step) => {
      switch (step.do) {
        case "place":
          return accept(placeInModel(model, state, step))
        case "change":
          return accept(changeInModel(model, state, step.order, step.to))
        case "rush": {
          const lines = [{ item: step.item, quantity: 1 }]
          let served = 0
          for (let buyer = 0; buyer < step.buyers; buyer++)
            served += accept(placeInModel(model, state, { buyer, lines }))
          return served
        }
        case "item command":
        case "order command":
          return accept(applyCall(step, state, model))
        case "restock":
          return edit(step.item, (item) => ({ ...item, onHand: item.onHand + step.pieces }))
        case "reprice": {
          const product = state.items[step.item]?.product
          const repriced = state.items.map((item) => (item.product === product ? { ...item, price: step.price } : item))
          return accept({ ...state, items: repriced })
        }
      }
    },
    available: () => availableIn(state),
    orders: () => state.orders,
  }
}

const applyCall = (
  step: Extract<Step, { readonly do: "item command" | "order command" }>,
  state: ModelState,
  model: ShopModel,
): ModelState | null => {
  if (step.do === "item command") return step.call.apply(state, { buyer: step.buyer, item: step.item }, model)
  return state.orders[step.order] === undefined ? null : step.call.apply(state, step.order, model)
}
