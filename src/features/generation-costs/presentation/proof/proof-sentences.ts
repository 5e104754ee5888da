import { grouped } from "../../../../shared/web/money.ts"
import { counted } from "../counting-sentences.ts"

const places = (count: number, one: string, many: string) => counted(count, one, many)

/** What the proof of the ledger says. */
export const proofSentences = {
  title: "Proof",
  lead: "Everything is added up in independent ways, and they have to agree to the last digit.",
  none: "The ledger was not proved yet.",
  running: "The ledger is being proved. Reload this page in a while.",
  proved: (at: string, took: string) => `Proved ${at} UTC, in ${took}.`,
  took: (ms: number) => (ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`),
  agrees: "All ways agree",
  disagrees: "Not all ways agree",
  prove: "Prove it now",
  rebuild: "Make the sums anew",
  rebuildHint: "Sums are made anew from the charges; no charge is touched.",
  rebuilt: (standings: number, rollups: number) =>
    standings + rollups === 0
      ? "Nothing had to be mended."
      : `Mended: ${counted(standings, "attempt", "attempts")} and ${counted(rollups, "sum", "sums")}.`,

  kinds: { real: "Real money", simulated: "Simulated money" },
  table: (kind: string) => `${kind}, added up`,
  heads: { way: "Counted", amount: "Amount" },
  ways: {
    ledger: (attempts: number) => `${counted(attempts, "attempt", "attempts")}, added one by one`,
    rollups: "Sums that the pages read",
    reported: (charges: number) => `Of it reported by the provider, ${counted(charges, "charge", "charges")}`,
    raw: "The same, read again from the provider’s raw usage",
    own: (charges: number) => `Of it computed here or corrected, ${counted(charges, "charge", "charges")}`,
    difference: "Largest difference",
  },
  left: (unpriced: number, unresolved: number) =>
    unpriced + unresolved === 0
      ? "Every attempt has an amount."
      : `${grouped(String(unpriced))} unpriced and ${grouped(String(unresolved))} unresolved are in none of them.`,

  differences: "What does not agree",
  wrong: {
    "raw-usage": (count: number) => `${places(count, "charge", "charges")} that the raw usage does not bear out`,
    lines: (count: number) => `${places(count, "charge", "charges")} whose lines do not add up to what was computed`,
    standings: (count: number) => `${places(count, "attempt", "attempts")} counted otherwise than the ledger says`,
    rollups: (count: number) => `${places(count, "sum", "sums")} that the attempts do not add up to`,
    sums: (count: number) => `${places(count, "kind", "kinds")} of money whose sums differ`,
  },
  first: (shown: number) => `The first ${grouped(String(shown))}:`,

  conflicts: "Conflicting reports",
  conflictsLead: "Told again with other content. The ledger kept what it had.",
  noConflicts: "Nobody told the ledger two different things of one attempt.",
  conflictHeads: { attempt: "Attempt", told: "Told, UTC", report: "What was told" },
  conflictsTable: "Table of conflicting reports",
  newestConflicts: (shown: number, all: number) =>
    `The newest ${grouped(String(shown))} of ${grouped(String(all))} are told here.`,

  earlier: "Earlier proofs",
  earlierHeads: { at: "Proved, UTC", result: "Result", took: "Took" },
  earlierTable: "Table of earlier proofs",

  box: {
    title: "Proof",
    caption: (at: string) => `Counted three ways, ${at} UTC`,
    all: "How it was proved",
  },
}
