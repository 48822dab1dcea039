// The pages of records in a headless Chromium: what axe finds, how many sheets they print, and how they look.
import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { judgedRecord } from '../../src/cli/records.ts'
import { page } from '../../src/report/page/page.ts'
import { sha256 } from '../../src/sha256.ts'
import { type Browser, folder, foundByAxe, launched, views } from './browser.ts'
import { root } from './suites.ts'

/** At most so many sheets of A4, where a reader may expect it. */
const records = [
  { path: 'test/record/records/v1-pass.json', sheets: 2 },
  { path: 'test/record/records/v1-break-glass.json', sheets: 2 },
  { path: 'test/record/records/v2-author-deploys.json', sheets: 3 },
]

/** What is wrong with the page of a record, a line each. */
async function problemsOf({ path, sheets }: (typeof records)[number], browser: Browser) {
  const name = basename(path, '.json')
  const file = join(folder, `${name}.html`)
  await writeFile(file, await pageOf(join(root, path)))
  const url = pathToFileURL(file).href
  const tab = await browser.newPage()
  const asked: string[] = []
  tab.on('request', (request) => asked.push(request.url()))
  await tab.goto(url)
  const problems: string[] = []
  for (const view of views) {
    await tab.setViewport({ width: view.width, height: 800 })
    await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: view.scheme }])
    await tab.screenshot({ path: join(folder, `${name}-${view.name}.png`), fullPage: true })
    problems.push(...(await foundByAxe(tab, view)).map((one) => `${name}, ${view.name}: ${one}`))
  }
  const pdf = await tab.pdf({ preferCSSPageSize: true, printBackground: true })
  await writeFile(join(folder, `${name}.pdf`), pdf)
  const count =
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type \/Page\b/g)?.length ?? 0
  await tab.close()
  const isLong = count === 0 || count > sheets
  return [
    ...problems,
    ...(isLong ? [`${name}: it prints ${count} sheets, and at most ${sheets} are meant.`] : []),
    ...asked.filter((one) => one !== url).map((one) => `${name}: it asks for ${one}.`),
  ]
}

async function pageOf(path: string): Promise<string> {
  const text = await readFile(path, 'utf8')
  const { record, verdict } = judgedRecord(text)
  const { facts, run } = record
  const { repository, readAt } = facts
  const digest = sha256(text)
  return page({ repository, readAt, run: run.url ?? null, verdict, runDetails: run, digest })
}

const browser = await launched()
const problems: string[] = []
for (const record of records) problems.push(...(await problemsOf(record, browser)))
await browser.close()
for (const one of problems) console.log(one)
console.log(`The pages, their screenshots and their prints are in ${folder}.`)
process.exitCode = Math.min(problems.length, 1)
