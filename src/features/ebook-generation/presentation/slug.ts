/** A title as a file name that every system takes: "Dino Days, volume 2" is "dino-days-volume-2". */
export function slugOf(title: string): string {
  const plain = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  const dashed = plain.replace(/[^a-z0-9]+/g, "-").slice(0, 80)
  return dashed.replace(/^-+|-+$/g, "") || "book"
}
