import type { RaThemeOptions } from "react-admin"

const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif'

const PHONE = "@media (max-width:600px)"

interface Colours {
  readonly mode: "light" | "dark"
  readonly canvas: string
  readonly paper: string
  readonly line: string
  readonly ink: string
  readonly quiet: string
  readonly accent: string
  readonly onAccent: string
  readonly danger: string
}

const light: Colours = {
  mode: "light",
  canvas: "#f6f7f8",
  paper: "#ffffff",
  line: "#e1e4e8",
  ink: "#1c2328",
  quiet: "#566069",
  accent: "#1f5f8b",
  onAccent: "#ffffff",
  danger: "#a8201a",
}

const dark: Colours = {
  mode: "dark",
  canvas: "#14181b",
  paper: "#1c2226",
  line: "#30383e",
  ink: "#e8eaec",
  quiet: "#a4aeb6",
  accent: "#7db8e0",
  onAccent: "#0c1a24",
  danger: "#f4a19b",
}

const themeOf = ({ mode, canvas, paper, line, ink, quiet, accent, onAccent, danger }: Colours): RaThemeOptions => ({
  palette: {
    mode,
    primary: { main: accent, contrastText: onAccent },
    secondary: { main: accent, contrastText: onAccent },
    error: { main: danger },
    background: { default: canvas, paper },
    text: { primary: ink, secondary: quiet },
    divider: line,
    ...(mode === "light"
      ? { warning: { main: "#b25e09", dark: "#8a4806" }, info: { main: "#0b6bab", dark: "#09558a" } }
      : {}),
  },
  shape: { borderRadius: 8 },
  sidebar: { width: 208, closedWidth: 52 },
  typography: {
    fontFamily: font,
    fontSize: 13.5,
    h5: { fontSize: "1.35rem", fontWeight: 650 },
    h6: { fontSize: "1.05rem", fontWeight: 650 },
    button: { textTransform: "none", fontWeight: 600 },
    subtitle2: { fontWeight: 650 },
  },
  components: {
    MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: "none" } } },
    MuiCard: { styleOverrides: { root: { border: `1px solid ${line}` } } },
    MuiButton: { defaultProps: { disableElevation: true } },
    MuiButtonBase: { defaultProps: { disableRipple: true } },
    MuiChip: { styleOverrides: { root: { fontWeight: 600, borderRadius: 6 }, sizeSmall: { height: 22 } } },
    MuiTextField: { defaultProps: { variant: "outlined", size: "small", margin: "dense", fullWidth: true } },
    MuiFormControl: { defaultProps: { variant: "outlined", size: "small", margin: "dense", fullWidth: true } },
    MuiTableCell: {
      styleOverrides: {
        root: { borderColor: line, [PHONE]: { paddingLeft: 5, paddingRight: 5 } },
        head: {
          ...{ color: quiet, fontWeight: 600, fontSize: "0.78rem", whiteSpace: "nowrap" },
          // The arrow of a sorted column. The order of the list is plain without it.
          [PHONE]: { "& .MuiTableSortLabel-icon": { display: "none" } },
        },
        body: { [PHONE]: { fontSize: "0.8rem" } },
        alignRight: { [PHONE]: { whiteSpace: "nowrap" } },
      },
    },
    MuiAppBar: {
      defaultProps: { color: "inherit", elevation: 0 },
      styleOverrides: {
        root: {
          ...{ backgroundColor: paper, color: ink, borderBottom: `1px solid ${line}` },
          // On a phone, the title needs the room. Browsers of phones reload a page that is pulled down.
          [PHONE]: { "& h1": { fontSize: "1rem" }, "& .RaLoadingIndicator-loadedIcon": { display: "none" } },
        },
      },
    },
    MuiTooltip: { defaultProps: { arrow: true } },
    RaLayout: {
      styleOverrides: {
        root: {
          // Wide tables scroll inside their own frame.
          minWidth: 0,
          "& .RaLayout-content": {
            padding: "0 24px 32px",
            minWidth: 0,
            [PHONE]: { padding: "0 12px 24px" },
          },
        },
      },
    },
    // The name of the language stays for screen readers.
    RaLocalesMenuButton: {
      styleOverrides: {
        root: {
          [PHONE]: {
            "& .MuiButton-root": { fontSize: 0, minWidth: 0, padding: 8 },
            "& .MuiButton-startIcon": { margin: 0 },
            "& .MuiButton-endIcon": { display: "none" },
          },
        },
      },
    },
    RaList: { styleOverrides: { root: { "& .RaList-main": { minWidth: 0 } } } },
    RaTopToolbar: { styleOverrides: { root: { [PHONE]: { backgroundColor: "transparent" } } } },
    RaListToolbar: {
      styleOverrides: { root: { [PHONE]: { backgroundColor: "transparent !important" } } },
    },
    RaSidebar: {
      styleOverrides: {
        root: { "& .RaSidebar-fixed": { borderRight: `1px solid ${line}`, backgroundColor: paper, minHeight: "100%" } },
      },
    },
    RaMenuItemLink: {
      styleOverrides: {
        root: {
          margin: "2px 8px",
          borderRadius: 6,
          color: quiet,
          "&.RaMenuItemLink-active": { color: ink, fontWeight: 650, backgroundColor: canvas },
          "& .RaMenuItemLink-icon": { minWidth: 34 },
        },
      },
    },
    // Lists read this many milliseconds after the last key. The default, 500, is longer than the reading itself.
    RaFilterForm: { defaultProps: { debounce: 10 } },
    RaSearchInput: { styleOverrides: { root: { "@media (min-width:600px)": { minWidth: "18rem" } } } },
    RaDataTable: {
      styleOverrides: { root: { overflowX: "auto", "& .RaDataTable-headerCell": { backgroundColor: paper } } },
    },
  },
})

export const lightTheme = themeOf(light)
export const darkTheme = themeOf(dark)
