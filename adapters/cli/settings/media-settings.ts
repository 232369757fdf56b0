import { onOff } from "./kind.ts"
import { optional } from "./setting.ts"

/** How the storage for pictures is cleaned. */
export const mediaSettings = {
  exclusiveMedia: optional(onOff, {
    scope: "every command",
    variable: "SHOPWRIGHT_EXCLUSIVE_MEDIA",
    about:
      "on or off: whether only this shop stores pictures there; then pictures to which no account or product refers are removed after a day",
    usual: "on for media in the folder of the embedded database, otherwise off",
  }),
}
