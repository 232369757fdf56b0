import type { Theme } from "@mui/material/styles"
import useMediaQuery from "@mui/material/useMediaQuery"
import { type ComponentProps, useEffect, useState } from "react"
import { Sidebar } from "react-admin"

/**
 * The side menu, which is a drawer over the page on narrow screens. A page that becomes narrow (a smaller window, a
 * larger zoom) would open the drawer and close it at once, and MUI would then keep the page inert. So the menu is
 * mounted again with the state of the new width.
 */
export const SideMenu = (properties: ComponentProps<typeof Sidebar>) => {
  const isNarrow = useMediaQuery<Theme>((theme) => theme.breakpoints.down("sm"), { noSsr: true })
  const [shown, show] = useState(isNarrow)
  useEffect(() => show(isNarrow), [isNarrow])
  return shown === isNarrow ? <Sidebar {...properties} /> : null
}
