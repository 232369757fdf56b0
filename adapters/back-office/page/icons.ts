import iconSet from "@mui/icons-material/icons.json" with { type: "json" }
import type { Plugin } from "vite"

const icons: Readonly<Record<string, { readonly body: string }>> = iconSet.icons
const MODULE = /^@mui\/icons-material\/([A-Z]\w*)$/
const VIRTUAL = "\0icon:"
const STYLES: Readonly<Record<string, string>> = {
  Outlined: "outline",
  Rounded: "round",
  Sharp: "sharp",
  TwoTone: "twotone",
}

/** Returns the name that Google gives to an icon of MUI: `DeleteOutlined` is `outline-delete`. */
const nameOf = (component: string): string => {
  const [, base = component, style] = /^(.+?)(Outlined|Rounded|Sharp|TwoTone)?$/.exec(component) ?? []
  const prefix = STYLES[style ?? ""] ?? "baseline"
  const words = base.replaceAll(/([a-z])([A-Z0-9])|([A-Z0-9])([A-Z][a-z])/g, "$1$3-$2$4")
  return `${prefix}-${words.toLowerCase()}`
}

/**
 * Provides `@mui/icons-material`, which react-admin imports. That package has 43,000 files, half of those of a clone. The
 * set of icons that is installed in its place has the same icons in one file.
 */
export const materialIcons = (): Plugin => ({
  name: "material-icons",
  enforce: "pre",
  resolveId: (source) => {
    const component = MODULE.exec(source)?.[1]
    return component === undefined ? undefined : VIRTUAL + component
  },
  load(id) {
    if (!id.startsWith(VIRTUAL)) return
    const component = id.slice(VIRTUAL.length)
    const body = icons[nameOf(component)]?.body
    if (body === undefined) this.error(`@mui/icons-material/${component}: there is no icon ${nameOf(component)}`)
    return `
      import { createSvgIcon } from "@mui/material/utils"
      import { jsx } from "react/jsx-runtime"
      const icon = jsx("g", { dangerouslySetInnerHTML: { __html: ${JSON.stringify(body)} } })
      export default createSvgIcon(icon, ${JSON.stringify(component)})`
  },
})
