import Table from "@mui/material/Table"
import TableBody from "@mui/material/TableBody"
import TableCell from "@mui/material/TableCell"
import TableContainer from "@mui/material/TableContainer"
import TableHead from "@mui/material/TableHead"
import TableRow from "@mui/material/TableRow"
import Typography from "@mui/material/Typography"
import { useTranslate } from "react-admin"
import type { SystemSetting } from "../../../../client"
import { Section } from "../shared/section"

/** The settings that the server uses, and where each comes from. */
export const SettingsTable = ({ settings }: { readonly settings: ReadonlyArray<SystemSetting> }) => {
  const translate = useTranslate()
  const title = translate("bo.system.settings")
  return (
    <Section title={title}>
      <Typography color="text.secondary" sx={{ mb: 1 }}>
        {translate(settings.length === 0 ? "bo.system.no_settings" : "bo.system.settings_hint")}
      </Typography>
      {/* Scrolls by keyboard too, where it is wider than the screen. */}
      <TableContainer tabIndex={0} role="region" aria-label={title} hidden={settings.length === 0}>
        <Table size="small">
          <TableHead>
            <TableRow>
              {(["setting", "value", "source"] as const).map((name) => (
                <TableCell key={name}>{translate(`bo.system.${name}`)}</TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {settings.map(({ name, value, source }) => (
              <TableRow key={name}>
                <TableCell component="th" scope="row">
                  {name}
                </TableCell>
                <TableCell sx={{ overflowWrap: "anywhere", minWidth: 120 }}>{value}</TableCell>
                <TableCell>{source}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Section>
  )
}
