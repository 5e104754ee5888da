/** No digit is ever cut: a longer figure is set smaller. Takes what is written, gives the classes that set it. */
export function figureSize(figure: string): string {
  if (figure.length > 16) return "figure figure--vast"
  return figure.length > 11 ? "figure figure--long" : "figure"
}
