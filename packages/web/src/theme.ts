import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const teal: MantineColorsTuple = [
  '#e9f7f5',
  '#d3ece8',
  '#a6d9d2',
  '#75c4ba',
  '#4cb1a5',
  '#2f9f93',
  '#1b8a80',
  '#0f766e',
  '#0c615b',
  '#084b47',
];

const amber: MantineColorsTuple = [
  '#fff7e3',
  '#fdedc6',
  '#fadb8d',
  '#f6c754',
  '#f2b72b',
  '#e5a50f',
  '#b97f05',
  '#8f6203',
  '#6d4a02',
  '#4b3301',
];

// Mantine's own dark greys are neutral; these lean a little to the accent, so that panels and page belong together.
const dark: MantineColorsTuple = [
  '#d3dad9',
  '#b4bdbc',
  '#8c9796',
  '#667271',
  '#3f4a49',
  '#303a39',
  '#232b2b',
  '#1a2121',
  '#141a1a',
  '#0e1313',
];

/** The look of the product: colours, radius, fonts and sizes for both schemes. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 6 },
  colors: { teal, amber, dark },
  defaultRadius: 6,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '19px' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '24px', lineHeight: '1.25' },
      h2: { fontSize: '18px', lineHeight: '1.3' },
      h3: { fontSize: '15px', lineHeight: '1.35' },
    },
  },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
});

/** Tokens of our own, one value per scheme; every style sheet reads these and never names a scheme. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--db-page': '1320px', '--db-text-page': '860px' },
  light: {
    '--db-surface': '#ffffff',
    '--db-canvas': '#f7f9f9',
    '--db-line': '#e2e8e7',
    '--db-line-strong': '#c9d3d2',
    '--db-hover': '#f0f5f4',
    '--db-muted': '#5d6b6a',
    '--db-mine': '#fff6dc',
    '--db-mine-hover': '#ffefc2',
    '--db-mine-edge': '#e5a50f',
    '--db-mine-text': '#6d4a02',
    '--db-fresh': '#d3ece8',
    '--db-good': '#12704a',
    '--db-bad': '#b3261e',
    '--db-busy': '#0f766e',
    '--db-code': '#f4f7f7',
    '--db-select': '#cfe8e4',
    '--db-syntax-keyword': '#8a3b9c',
    '--db-syntax-string': '#2c6e2f',
    '--db-syntax-number': '#a14a00',
    '--db-syntax-name': '#0c5a86',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': '#5d6b6a',
    '--mantine-color-text': '#15201f',
  },
  dark: {
    '--db-surface': '#182020',
    '--db-canvas': '#111717',
    '--db-line': '#2a3434',
    '--db-line-strong': '#3f4c4b',
    '--db-hover': '#1f2929',
    '--db-muted': '#97a5a3',
    '--db-mine': '#33290f',
    '--db-mine-hover': '#3f3313',
    '--db-mine-edge': '#e5a50f',
    '--db-mine-text': '#f4cf74',
    '--db-fresh': '#123b38',
    '--db-good': '#5fcf9b',
    '--db-bad': '#ff8a80',
    '--db-busy': '#5cc7bb',
    '--db-code': '#131a1a',
    '--db-select': '#22504c',
    '--db-syntax-keyword': '#d7a3e6',
    '--db-syntax-string': '#9bd39a',
    '--db-syntax-number': '#f0b078',
    '--db-syntax-name': '#86c5ea',
    '--mantine-color-body': '#111717',
    '--mantine-color-dimmed': '#97a5a3',
    '--mantine-color-text': '#dbe4e2',
  },
});
