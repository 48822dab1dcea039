// A headless Chromium for the pages of the project: how they look, and what axe finds in them.
import { mkdtemp, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The part of puppeteer that is used here: it is installed beside the project, without its types. */
export interface Tab {
  goto(url: string): Promise<unknown>
  waitForFunction(script: string, options: { timeout: number }): Promise<unknown>
  setViewport(size: { width: number; height: number }): Promise<void>
  emulateMediaFeatures(features: readonly { name: string; value: string }[]): Promise<void>
  evaluate(script: string): Promise<unknown>
  pdf(options: { preferCSSPageSize: boolean; printBackground: boolean }): Promise<Uint8Array>
  screenshot(options: { path: string; fullPage: boolean }): Promise<unknown>
  on(event: 'request', listener: (request: { url(): string }) => void): void
  close(): Promise<void>
}

export interface Browser {
  newPage(): Promise<Tab>
  close(): Promise<void>
}

interface Problem {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

export const views = [
  { name: 'light', width: 1100, scheme: 'light' },
  { name: 'dark', width: 1100, scheme: 'dark' },
  { name: 'narrow', width: 390, scheme: 'light' },
]

/** Where test/tools/install puts them. */
export const packages = process.env.CHROMIUM ?? ''
const require = createRequire(join(packages, 'page'))
/** A package that is installed beside the project. */
export const imported = async (name: string) => import(pathToFileURL(require.resolve(name)).href)
const axe = await readFile(join(packages, 'axe-core/axe.min.js'), 'utf8')
/** Where the pages and their pictures are left. */
export const folder = await mkdtemp(join(tmpdir(), 'pages-'))

export async function launched(): Promise<Browser> {
  const [chromium, puppeteer] = [
    (await imported('@sparticuz/chromium')).default,
    (await imported('puppeteer-core')).default,
  ]
  return puppeteer.launch({
    args: [...chromium.args, '--no-sandbox'],
    executablePath: await chromium.executablePath(),
    headless: 'shell',
  })
}

/** What it finds, and what it cannot tell: of a cell that one must scroll to, and of a diagram, it cannot tell the colours. */
export async function foundByAxe(
  tab: Tab,
  { name }: (typeof views)[number],
): Promise<readonly string[]> {
  await tab.evaluate(axe)
  const { violations, incomplete } = (await tab.evaluate(
    `axe.run({ exclude: [['.mermaid']] })`,
  )) as Readonly<Record<'violations' | 'incomplete', readonly Problem[]>>
  const open = name === 'narrow' ? [] : incomplete
  return [...violations, ...open].flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`),
  )
}
