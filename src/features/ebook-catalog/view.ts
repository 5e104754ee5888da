import { FILTERS, type FilterId } from "./filters.ts"

export const COLUMNS = ["title", "status", "pages", "cost", "updated"] as const
export type Column = (typeof COLUMNS)[number]
export type Sort = { column: Column; descending: boolean }

/** What the dashboard shows, as it stands in the address. */
export type View = { filter: FilterId; search: string; sort: Sort; page: number }

export const PAGE_SIZE = 30
const NEWEST_FIRST: Sort = { column: "updated", descending: true }
/** Longer than any title with its author. */
const LONGEST_SEARCH = 300
const PAGE = /^[1-9]\d{0,6}$/

/** The view that an address asks for; whatever in it is not understood falls back to the whole table, newest first. */
export function viewFrom(query: URLSearchParams): View {
  const page = query.get("page") ?? ""
  return {
    filter: FILTERS.find(({ id }) => id === query.get("status"))?.id ?? "all",
    search: (query.get("q") ?? "")
      .toWellFormed()
      .replaceAll(/\p{Cc}/gu, " ")
      .trim()
      .slice(0, LONGEST_SEARCH),
    sort: sortFrom(query.get("sort") ?? ""),
    page: PAGE.test(page) ? Number(page) : 1,
  }
}

/** "cost" is ascending, "-cost" descending. */
function sortFrom(text: string): Sort {
  const descending = text.startsWith("-")
  const column = COLUMNS.find((name) => name === (descending ? text.slice(1) : text))
  return column ? { column, descending } : NEWEST_FIRST
}

const isSame = (a: Sort, b: Sort) => a.column === b.column && a.descending === b.descending

export const sortText = ({ column, descending }: Sort): string => (descending ? `-${column}` : column)

/** The query that gives this view, "" for the plain dashboard; only what differs from it is said. */
export function queryOf({ filter, search, sort, page }: View): string {
  const query = new URLSearchParams({
    ...(filter === "all" ? {} : { status: filter }),
    ...(search === "" ? {} : { q: search }),
    ...(isSame(sort, NEWEST_FIRST) ? {} : { sort: sortText(sort) }),
    ...(page === 1 ? {} : { page: String(page) }),
  })
  return query.size === 0 ? "" : `?${query}`
}

export const hrefOf = (view: View): string => `/${queryOf(view)}`

/** What a press on a column's head asks for: first the order one looks for in it, then the other way round. */
export const pressed = (sort: Sort, column: Column): Sort =>
  sort.column === column
    ? { column, descending: !sort.descending }
    : { column, descending: column !== "title" && column !== "status" }
