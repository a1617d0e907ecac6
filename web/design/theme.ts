/** Type, space and colour: Mantine's theme, and the few variables that our own styles read. */
import { createTheme, defaultVariantColorsResolver, type CSSVariablesResolver, type MantineColorsTuple, type VariantColorsResolver } from "@mantine/core";

/** River teal: the one accent. 7 on light ground, 4 on dark. */
const river: MantineColorsTuple = ["#F0FAF8", "#D3F1EC", "#A5E3DA", "#67D3C4", "#2DD4BF", "#17A899", "#0E8B80", "#0F766E", "#0C5F59", "#0A4A46"];
const gray: MantineColorsTuple = ["#F6F6F2", "#EEEEE8", "#E2E2DA", "#D3D3CA", "#B9BBB4", "#8B9196", "#525E6A", "#3F4A55", "#2A343F", "#16202B"];
const dark: MantineColorsTuple = ["#E6EAEE", "#C6CED6", "#A3AFBB", "#75828F", "#3A4652", "#28323C", "#1A222A", "#11161C", "#0C1015", "#080B0F"];

/** On the bright teal of a dark page the words are dark: white would not be readable. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const usual = defaultVariantColorsResolver(input);
  if (input.variant !== "filled" || (input.color !== undefined && input.color !== "river")) return usual;
  return { ...usual, background: "var(--accent)", hover: "var(--accent-hover)", color: "var(--on-accent)" };
};

export const theme = createTheme({
  variantColorResolver,
  fontFamily: '"Noto Sans", system-ui, sans-serif',
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
  black: "#16202B",
  primaryColor: "river",
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  colors: { river, gray, dark },
  defaultRadius: "sm",
  radius: { xs: "2px", sm: "4px", md: "6px", lg: "8px", xl: "12px" },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2rem" },
  fontSizes: { xs: "0.8125rem", sm: "0.875rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  lineHeights: { xs: "1.45", sm: "1.5", md: "1.55", lg: "1.5", xl: "1.4" },
  headings: {
    fontWeight: "600",
    sizes: { h1: { fontSize: "1.5rem", lineHeight: "1.3" }, h2: { fontSize: "1.125rem", lineHeight: "1.4" }, h3: { fontSize: "0.9375rem", lineHeight: "1.45" } },
  },
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { withArrow: true, multiline: true, maw: 320, events: { hover: true, focus: true, touch: true } } },
    // Inside its landmark, and with nothing in it that is no item.
    Menu: { defaultProps: { shadow: "md", position: "bottom-end", withinPortal: false, withInitialFocusPlaceholder: false } },
    // A dialog's head is not the page's banner.
    Modal: { defaultProps: { radius: "md", centered: false, attributes: { header: { role: "none" } } } },
    Anchor: { defaultProps: { underline: "always", inherit: true } },
  },
});

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#FAFAF7", "--mantine-color-text": "#16202B", "--mantine-color-dimmed": "#525E6A", "--mantine-color-placeholder": "#5F6B77",
    "--mantine-color-error": "#B3261E", "--mantine-color-anchor": "#0F766E", "--mantine-color-default-border": "#C9CBC3",
    "--surface": "#FFFFFF", "--surface-sunk": "#F1F1EC", "--line": "#E2E2DA", "--line-strong": "#8B9196", "--accent": "#0F766E", "--accent-hover": "#0C5F59", "--on-accent": "#FFFFFF", "--accent-wash": "#E3F3F0",
    "--warn-ink": "#8A4B00", "--warn-wash": "#FFF3DC", "--bad-wash": "#FDECEA",
  },
  dark: {
    "--mantine-color-body": "#11161C", "--mantine-color-text": "#E6EAEE", "--mantine-color-dimmed": "#A3AFBB", "--mantine-color-placeholder": "#95A2AF",
    "--mantine-color-error": "#FF9A8F", "--mantine-color-anchor": "#2DD4BF", "--mantine-color-default-border": "#3A4652",
    "--surface": "#171E25", "--surface-sunk": "#0D1217", "--line": "#28323C", "--line-strong": "#75828F", "--accent": "#2DD4BF", "--accent-hover": "#5EE0CF", "--on-accent": "#06211E", "--accent-wash": "#14312F",
    "--warn-ink": "#FFCF85", "--warn-wash": "#33260F", "--bad-wash": "#3A1B19",
  },
});
