// `../icons.ts` provides these modules.
declare module "@mui/icons-material/*" {
  import type { SvgIconProps } from "@mui/material"
  import type { ComponentType } from "react"

  const Icon: ComponentType<SvgIconProps>
  export default Icon
}
