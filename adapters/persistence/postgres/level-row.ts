/** A row of `stock_level`. */
export interface LevelRow {
  readonly stock_item: number
  readonly on_hand: number
  readonly reserved: number
}
