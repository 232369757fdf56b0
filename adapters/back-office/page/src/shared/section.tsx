import Box from "@mui/material/Box"
import Card from "@mui/material/Card"
import Stack from "@mui/material/Stack"
import Typography from "@mui/material/Typography"
import type { ReactNode } from "react"

interface Properties {
  readonly title: string
  readonly children: ReactNode
  readonly action?: ReactNode
}

/** A part of a screen with a heading. */
export const Section = ({ title, children, action }: Properties) => (
  <Card component="section" sx={{ p: 2 }}>
    <Stack direction="row" sx={{ alignItems: "center", justifyContent: "space-between", gap: 1, mb: 1 }}>
      <Typography variant="subtitle2" component="h2">
        {title}
      </Typography>
      <Box sx={{ flexShrink: 0 }}>{action}</Box>
    </Stack>
    {children}
  </Card>
)

/** A name and its value. */
export const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <Box sx={{ mb: 1 }}>
    <Typography variant="caption" component="div" color="text.secondary">
      {name}
    </Typography>
    <Typography variant="body2" component="div" sx={{ overflowWrap: "anywhere", whiteSpace: "pre-line" }}>
      {children}
    </Typography>
  </Box>
)

/** Two columns on wide screens: what the screen is about, and what belongs to it. */
export const Columns = ({ main, side }: { readonly main: ReactNode; readonly side: ReactNode }) => (
  <Box
    sx={{
      display: "grid",
      gap: 2,
      mt: 2,
      gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "minmax(0, 2fr) minmax(0, 1fr)" },
    }}
  >
    <Stack sx={{ gap: 2, minWidth: 0 }}>{main}</Stack>
    <Stack sx={{ gap: 2, minWidth: 0 }}>{side}</Stack>
  </Box>
)
