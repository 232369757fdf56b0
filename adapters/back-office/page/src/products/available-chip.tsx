import Box from "@mui/material/Box"
import { useFormat } from "../shared/format"

/** A quantity. What is sold out stands out. */
export const AvailableChip = ({ available }: { readonly available: number }) => {
  const format = useFormat()
  return (
    <Box component="span" sx={available === 0 ? { color: "error.main", fontWeight: 650 } : {}}>
      {format.number(available)}
    </Box>
  )
}
