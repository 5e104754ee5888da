/** The value below which a share of them lies. */
export const quantile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN

export const median = (values: readonly number[]) => quantile(values, 0.5)

export const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`
