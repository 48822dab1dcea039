// The parts that a page is built of: sections with headings in order, tables with headers, and lists.
import { type Html, html } from '../formats/escape.ts'

export { type Html, html, pageText } from '../formats/escape.ts'

/** What a cell or an item holds. */
export type Content = string | Html

/** `level` is that of its heading: a screen reader reads the headings as a table of contents. */
export const section = (level: 2 | 3, title: Content, body: readonly Html[]): Html =>
  html`<section>
${level === 2 ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}
${body}
</section>`

interface Table {
  /** For those who do not see what stands above it. */
  readonly name: string
  readonly columns: readonly string[]
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly Content[])[]
  /** Takes the place of missing rows. */
  readonly otherwise: string
  /** The class of its looks. */
  readonly kind?: 'plain' | 'code' | 'facts'
}

/** A narrow window scrolls a wide table, with the keyboard too. */
export const table = ({ name, columns, rows, otherwise, kind = 'plain' }: Table): Html =>
  rows.length === 0
    ? html`<p>${otherwise}</p>`
    : html`<div class="table ${kind}" role="group" tabindex="0" aria-label="${name}"><table>
<thead><tr>${columns.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead>
<tbody>
${rows.map(rowOf)}
</tbody>
</table></div>`

const rowOf = ([head = '', ...cells]: readonly Content[]): Html =>
  html`<tr><th scope="row">${head}</th>${cells.map((one) => html`<td>${one}</td>`)}</tr>`

export const list = (items: readonly Content[], otherwise: string): Html =>
  items.length === 0
    ? html`<p>${otherwise}</p>`
    : html`<ul>
${items.map((one) => html`<li>${one}</li>`)}
</ul>`

/** Lines of one cell. */
export const lines = (all: readonly Content[]): Html =>
  html`${all.map((one) => html`<span class="line">${one}</span>`)}`

/** What must be seen: colour alone would say nothing to many. */
export const alarm = (text: string): Html => html`<strong class="alarm">${text}</strong>`

/** "2026-03-01 10:05:00 UTC"; what is no such time stays as it is. */
export function time(at: string): Content {
  const [, day, clock] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(at) ?? []
  return day === undefined ? at : html`<span class="time">${`${day} ${clock} UTC`}</span>`
}

interface Outcome {
  readonly outcome: string
  readonly enforcement: string
}

/** "violated (warn)". */
export const outcomeText = ({ outcome, enforcement }: Outcome): string =>
  enforcement === 'enforce' ? outcome : `${outcome} (${enforcement})`

/** The same, in colour where it stops or would. */
export function outcomeOf(of: Outcome): Content {
  const text = outcomeText(of)
  const { outcome, enforcement } = of
  if (enforcement === 'off') return text
  if (outcome === 'violated') return alarm(text)
  const isOpen = outcome === 'undetermined' || outcome === 'excepted'
  return isOpen ? html`<span class="doubt">${text}</span>` : text
}
