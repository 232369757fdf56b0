import Box from "@mui/material/Box"
import Checkbox from "@mui/material/Checkbox"
import FormControlLabel from "@mui/material/FormControlLabel"
import Typography from "@mui/material/Typography"
import { useTranslate } from "react-admin"
import type { ApiKey } from "../../../../client"

/** A scope of the API. */
export type Scope = ApiKey["scopes"][number]

/** The areas of the API, and what a key may do there. */
const areas: Readonly<Record<string, ReadonlyArray<Scope>>> = {
  products: ["products:read", "products:write"],
  stock: ["stock:read", "stock:write"],
  orders: ["orders:read", "orders:write"],
  accounts: ["accounts:read", "accounts:write"],
  reports: ["reports:read"],
  system: ["system:read", "system:write"],
}

/** A row for each area. On narrow phones, the area has a row of its own. */
const grid = {
  display: "grid",
  gridTemplateColumns: "minmax(0, 1fr) auto auto",
  alignItems: "center",
  columnGap: 1,
  mt: 1,
  "@media (max-width: 400px)": { gridTemplateColumns: "1fr 1fr", "& .area": { gridColumn: "1 / -1" } },
}

interface Properties {
  readonly chosen: ReadonlySet<Scope>
  readonly onChange: (chosen: ReadonlySet<Scope>) => void
}

/** Chooses the scopes of a key: reading and changing, for each area. */
export const ApiKeyScopes = ({ chosen, onChange }: Properties) => {
  const translate = useTranslate()
  const toggle = (scope: Scope) => {
    const others = [...chosen].filter((one) => one !== scope)
    onChange(new Set(chosen.has(scope) ? others : [...others, scope]))
  }
  return (
    <Box role="group" aria-label={translate("bo.keys.scopes")} sx={{ mt: 1 }}>
      <Typography variant="subtitle2" component="p">
        {translate("bo.keys.scopes")}
      </Typography>
      <Typography variant="body2" color="text.secondary">
        {translate("bo.keys.scopes_hint")}
      </Typography>
      <Box sx={grid}>
        {Object.entries(areas).flatMap(([area, scopes]) => [
          <Typography key={area} variant="body2" className="area" aria-hidden>
            {translate(`bo.keys.area.${area}`)}
          </Typography>,
          ...(["read", "write"] as const).map((kind) => {
            const scope = scopes.find((one) => one === `${area}:${kind}`)
            if (scope === undefined) return <span key={kind} />
            const label = translate(`bo.keys.${kind}`)
            return (
              <FormControlLabel
                key={scope}
                control={
                  <Checkbox
                    size="small"
                    checked={chosen.has(scope)}
                    onChange={() => toggle(scope)}
                    slotProps={{ input: { "aria-label": `${translate(`bo.keys.area.${area}`)}: ${label}` } }}
                  />
                }
                label={label}
                slotProps={{ typography: { variant: "body2" } }}
                sx={{ mr: 0 }}
              />
            )
          }),
        ])}
      </Box>
    </Box>
  )
}
