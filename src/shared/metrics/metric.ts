/** A family of numbers under one name, each with its labels. */
export type Metric = { name: string; help: string; type: "counter" | "gauge"; samples: readonly Sample[] }
export type Sample = { labels: Readonly<Record<string, string>>; value: number }

/** What somebody has to tell at this moment. */
export type ReadMetrics = () => Promise<readonly Metric[]>

/** A family of one number. */
export const gauge = (name: string, help: string, value: number): Metric => ({
  name,
  help,
  type: "gauge",
  samples: [{ labels: {}, value }],
})

/** A family with one label; each of `known` is told, also where it counts nothing. */
export const gauges = (
  about: { name: string; help: string; label: string; known: readonly string[] },
  counts: readonly { of: string; count: number }[],
): Metric => ({
  name: about.name,
  help: about.help,
  type: "gauge",
  samples: about.known.map((one) => ({
    labels: { [about.label]: one },
    value: counts.find(({ of }) => of === one)?.count ?? 0,
  })),
})

/** Prometheus' text format 0.0.4, https://prometheus.io/docs/instrumenting/exposition_formats/. */
export const toPrometheusText = (metrics: readonly Metric[]): string =>
  metrics
    .flatMap(({ name, help, type, samples }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...samples.map(({ labels, value }) => `${name}${labelsText(labels)} ${value}`),
    ])
    .map((line) => `${line}\n`)
    .join("")

function labelsText(labels: Sample["labels"]): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value.replaceAll(/["\\\n]/g, escaped)}"`)
  return pairs.length > 0 ? `{${pairs.join(",")}}` : ""
}

const escaped = (sign: string) => (sign === "\n" ? "\\n" : `\\${sign}`)
