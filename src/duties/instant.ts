// Arithmetic on instants: RFC 3339 in UTC, as GitHub writes them, compare as text; a span is added through seconds.

const form = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?Z$/

const day = 86_400

/** Seconds since 1970; null: no instant. */
export function epoch(at: string): number | null {
  const parts = form.exec(at)
  if (parts === null) return null
  const [year = 0, month = 0, date = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map(Number)
  return daysTo(year, month, date) * day + hours * 3600 + minutes * 60 + seconds
}

export function instant(seconds: number): string {
  const { year, month, date } = civil(Math.floor(seconds / day))
  const rest = ((seconds % day) + day) % day
  const time = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60]
  const [days, clock] = [[month, date].map(two).join('-'), time.map(two).join(':')]
  return `${String(year).padStart(4, '0')}-${days}T${clock}Z`
}

/** What is no instant ends at once: an elevation that nobody can date has expired. */
export function later(at: string, seconds: number): string {
  const start = epoch(at)
  return start === null ? '' : instant(start + seconds)
}

export const earlier = (one: string, other: string): string => (one < other ? one : other)

const two = (part: number): string => String(part).padStart(2, '0')

const units: Readonly<Record<string, number>> = { m: 60, h: 3600, d: day }

/** "90m", "4 hours", "3d"; null: no span. */
export function span(text: string): number | null {
  const told = /^([1-9][0-9]{0,3}) ?(?:(m)(?:in(?:ute)?s?)?|(h)(?:ours?)?|(d)(?:ays?)?)$/i.exec(
    text,
  )
  if (told === null) return null
  const unit = units[(told[2] ?? told[3] ?? told[4] ?? '').toLowerCase()]
  return unit === undefined ? null : Number(told[1]) * unit
}

// The calendar by years that start in March, so that the day of a leap year comes last.

function daysTo(year: number, month: number, date: number): number {
  const from = month > 2 ? year : year - 1
  const days = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + date - 1
  return from * 365 + leaps(from) + days - 719_468
}

const leaps = (years: number): number =>
  Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400)

function civil(days: number) {
  const since = days + 719_468
  const era = Math.floor(since / 146_097)
  const ofEra = since - era * 146_097
  const ofYears = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) /
      365,
  )
  const ofYear = ofEra - (365 * ofYears + Math.floor(ofYears / 4) - Math.floor(ofYears / 100))
  const march = Math.floor((5 * ofYear + 2) / 153)
  const month = march < 10 ? march + 3 : march - 9
  const date = ofYear - Math.floor((153 * march + 2) / 5) + 1
  return { year: era * 400 + ofYears + (month <= 2 ? 1 : 0), month, date }
}
