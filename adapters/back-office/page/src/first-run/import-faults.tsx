import Alert from "@mui/material/Alert"
import AlertTitle from "@mui/material/AlertTitle"
import Box from "@mui/material/Box"
import { useTranslate } from "react-admin"

/** Why a file cannot be loaded, with the place of each fault. */
export const ImportFaults = ({ name, faults }: { readonly name: string; readonly faults: ReadonlyArray<string> }) => {
  const translate = useTranslate()
  return (
    <Alert severity="error" sx={{ overflowWrap: "anywhere" }}>
      <AlertTitle>{translate("bo.import.refused", { name })}</AlertTitle>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </Box>
    </Alert>
  )
}
