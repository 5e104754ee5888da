import type { Write } from "../../infrastructure/focus/focus-export.ts"

/** Writes to stdout no faster than it is read; fails when whoever reads it goes, as `head` does. */
export async function toStdout(writing: (write: Write) => Promise<void>): Promise<void> {
  const { stdout } = process
  // The failed write says it; an event that nobody hears would end the process before the database is let go.
  const heard = () => {}
  stdout.on("error", heard)
  try {
    await writing(
      (text) =>
        new Promise<void>((done, failed) => void stdout.write(text, (error) => (error ? failed(error) : done()))),
    )
  } finally {
    stdout.off("error", heard)
  }
}
