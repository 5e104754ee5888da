// Runs before the first line of TypeScript, which an older Node cannot read.
if (Number(process.versions.node.split(".")[0]) < 24) {
  console.error(
    `Colophon runs on Node 24 and this is ${process.version}: start it with npm (npm ci && npm start), which brings its own, or install Node 24.`,
  )
  process.exit(1)
}
