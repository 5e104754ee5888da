/** The language's own dates and zones; Node 24 still has them behind a flag. */
export { Temporal } from "temporal-polyfill"
