/** More words than this narrow nothing down. */
const MOST_WORDS = 10

/** Text as it is searched and sorted on every machine alike: without case or accents, blanks made one. */
export const foldForSearch = (text: string): string =>
  text
    .toWellFormed()
    .normalize("NFKD")
    .replaceAll(/[\p{M}\p{Cc}]/gu, "")
    .toLowerCase()
    .replaceAll(/\s+/g, " ")
    .trim()

/** The words that a book must have, each anywhere in its title or author. */
export const searchedWords = (query: string): string[] =>
  foldForSearch(query).split(" ").filter(Boolean).slice(0, MOST_WORDS)
