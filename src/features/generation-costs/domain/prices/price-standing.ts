import { covering, keyOf, type PriceVersion, standing } from "./price-book.ts"

/** `until`: when it ends for good; null: nobody knows an end. `current`: it is what some call costs at the moment asked about. */
export type Standing = { until: Date | null; current: boolean }

/** How each version stands at an instant. `versions`: all there are of their models. */
export function standingsAt(versions: readonly PriceVersion[], at: Date): (version: PriceVersion) => Standing {
  const isOwn = ({ origin }: PriceVersion) => origin === "operator"
  const own = covering(versions.filter(isOwn), at)
  const fetched = standing(
    versions.filter((version) => !isOwn(version)),
    at,
  ).filter((version) => !own.some((price) => replaces(price, version)))
  const current = new Set([...own, ...fetched].map(({ id }) => id))
  const byKey = Map.groupBy(versions, (version) => `${isOwn(version)} ${keyOf(version)}`)
  return (version) => {
    const later = (byKey.get(`${isOwn(version)} ${keyOf(version)}`) ?? []).filter((other) => isLater(other, version))
    const ends = later.filter((other) => !isOwn(version) || outlasts(other, version)).map(({ validFrom }) => validFrom)
    return { until: earliest(version.validTo ? [version.validTo, ...ends] : ends), current: current.has(version.id) }
  }
}

/** An operator's price stands before every fetched one of the calls that it is for. */
const replaces = (own: PriceVersion, fetched: PriceVersion): boolean =>
  own.model === fetched.model &&
  own.meter === fetched.meter &&
  (own.provider === "" || own.provider === fetched.provider) &&
  (own.variant === "" || own.variant === fetched.variant)

const isLater = (a: PriceVersion, b: PriceVersion): boolean =>
  a.validFrom > b.validFrom || (a.validFrom.getTime() === b.validFrom.getTime() && a.id > b.id)

/** An operator's price that ends before an earlier one uncovers it again. */
const outlasts = (a: PriceVersion, b: PriceVersion): boolean =>
  a.validTo === null || (b.validTo !== null && a.validTo >= b.validTo)

const earliest = (times: readonly Date[]): Date | null => times.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
