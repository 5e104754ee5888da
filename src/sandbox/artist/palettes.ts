/** Flat colours that sit together: the ground, the line, and what fills the cells. */
export type Palette = {
  ground: string
  shade: string
  ink: string
  light: string
  tones: readonly [string, string, string, string]
}

export const PALETTES: readonly [Palette, ...Palette[]] = [
  // Plum, rose, saffron and sage on cream.
  {
    ground: "#f8efdf",
    shade: "#efe1c8",
    ink: "#3b2346",
    light: "#fdf8ee",
    tones: ["#8c4a7d", "#e08a7b", "#ecb75a", "#8fa880"],
  },
  // Deep sea, with coral and sand.
  {
    ground: "#12465c",
    shade: "#1a546b",
    ink: "#0a2a39",
    light: "#f6ead6",
    tones: ["#2f8f96", "#ef8f6a", "#f2c879", "#8fc7c0"],
  },
  // Terracotta and olive on chalk.
  {
    ground: "#f3e9dd",
    shade: "#e8d8c5",
    ink: "#4a261c",
    light: "#fbf5ec",
    tones: ["#c0593b", "#7d8450", "#e3a857", "#d99a83"],
  },
  // Night blue, gold and lilac.
  {
    ground: "#232a52",
    shade: "#2d3563",
    ink: "#131735",
    light: "#f4ecd8",
    tones: ["#6c78c4", "#d9a94a", "#b58fc9", "#86b3d1"],
  },
  // Forest, moss and berry on pale green.
  {
    ground: "#e6eedd",
    shade: "#d6e2ca",
    ink: "#1f3a2c",
    light: "#f8faf0",
    tones: ["#3f7d58", "#b8485e", "#a3bf73", "#efc06c"],
  },
  // Raspberry ground with apricot and teal.
  {
    ground: "#8e2f4f",
    shade: "#9d3d5d",
    ink: "#471226",
    light: "#fbeadd",
    tones: ["#e9a15f", "#2f8a85", "#f0c9a4", "#d8627a"],
  },
]
