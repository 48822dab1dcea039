// Summaries and comments of worlds, as GitHub shows Markdown, in a headless Chromium: what axe finds, and how they look.
// GitHub's own style, sanitizer rules and Mermaid come from packages; what differs from github.com is in docs/decisions.md.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { judgedRecord } from '../../src/cli/records.ts'
import { pullComment } from '../../src/report/formats/pull-comment.ts'
import { loadWorld } from '../github-double/world/world.ts'
import { replay } from '../replay/replay.ts'
import { worldFile } from '../replay/world-files.ts'
import { type Browser, folder, foundByAxe, imported, launched, packages, views } from './browser.ts'

const worlds = {
  pass: 'approvals/approved-by-somebody-else',
  'self-approval': 'pushes/reviewer-pushed-then-approved',
  waiting: 'approvals/nobody-approved',
  'protected-path': 'protected-paths/payments-change-without-its-owner',
  'twelve-changes': 'deployment/changes/twelve-pull-requests-one-unapproved',
  unreviewed: 'deployment/range/direct-push-deployed-by-its-pusher',
  permission: 'faults/token-may-not-read-contents',
  'break-glass': 'break-glass/merge/names-every-rule-that-is-violated',
  advisory: 'enforcement/advisory-stops-nobody',
  warn: 'enforcement/self-approval-and-count-only-warn',
}

const run = { id: 9999, attempt: 1, url: 'https://github.com/acme/shop/actions/runs/9999' }

/** The summary as the run wrote it, and the comment that it would keep under its pull request. */
async function textsOf(
  name: string,
  path: string,
): Promise<readonly (readonly [string, string])[]> {
  const played = await replay(loadWorld(await readFile(worldFile(path), 'utf8')))
  const comment =
    played.record === null
      ? []
      : [pullComment({ verdict: judgedRecord(played.record).verdict, mode: 'enforce' }, run)]
  return [[name, played.summary], ...comment.map((text) => [`${name}-comment`, text] as const)]
}

interface Renderer {
  use(plugin: unknown, options?: unknown): Renderer
  process(text: string): Promise<unknown>
}

async function renderer(): Promise<Renderer> {
  const { unified } = await imported('unified')
  const [parse, gfm, toHtml, raw, sanitize, stringify] = await Promise.all(
    ['remark-parse', 'remark-gfm', 'remark-rehype', 'rehype-raw', 'rehype-sanitize'].map(plugin),
  ).then(async (all) => [...all, await plugin('rehype-stringify')])
  return unified()
    .use(parse)
    .use(gfm)
    .use(toHtml, { allowDangerousHtml: true })
    .use(raw)
    .use(sanitize)
    .use(stringify)
}

const plugin = async (name: string) => (await imported(name)).default

const diagram = /<pre><code class="language-mermaid">([\s\S]*?)<\/code><\/pre>/g

/** A page of its own around what GitHub shows within one; links in text are underlined, as GitHub's settings have it. */
const shown = (
  title: string,
  body: string,
  css: string,
  mermaid: string,
): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<style>${css} .markdown-body a{text-decoration:underline} h1{position:absolute;left:-999em} body{max-width:940px;margin:0 auto;padding:16px} @media (prefers-color-scheme:dark){body{background:#0d1117}}</style></head>
<body><main class="markdown-body"><h1>${title}</h1>${body.replace(diagram, '<pre class="mermaid">$1</pre>')}</main>
<script>${mermaid}</script>
<script>mermaid.initialize({startOnLoad:false,securityLevel:'strict'});mermaid.run().finally(()=>{document.body.dataset.drawn='true'})</script></body></html>`

async function problemsOf(
  name: string,
  html: string,
  browser: Browser,
): Promise<readonly string[]> {
  const file = join(folder, `${name}.html`)
  await writeFile(file, html)
  const tab = await browser.newPage()
  const problems: string[] = []
  for (const view of views) {
    await tab.setViewport({ width: view.width, height: 800 })
    await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: view.scheme }])
    await tab.goto(pathToFileURL(file).href)
    await tab.waitForFunction('document.body.dataset.drawn === "true"', { timeout: 15_000 })
    await tab.screenshot({ path: join(folder, `${name}-${view.name}.png`), fullPage: true })
    problems.push(...(await foundByAxe(tab, view)).map((one) => `${name}, ${view.name}: ${one}`))
  }
  await tab.close()
  return problems
}

const [css, mermaid] = await Promise.all(
  ['github-markdown-css/github-markdown.css', 'mermaid/dist/mermaid.min.js'].map((path) =>
    readFile(join(packages, path), 'utf8'),
  ),
)
const [browser, toHtml] = [await launched(), await renderer()]
const problems: string[] = []
let pages = 0
for (const [name, path] of Object.entries(worlds)) {
  for (const [title, text] of await textsOf(name, path)) {
    const html = shown(title, String(await toHtml.process(text)), css ?? '', mermaid ?? '')
    problems.push(...(await problemsOf(title, html, browser)))
    pages += 1
  }
}
await browser.close()
for (const one of problems) console.log(one)
console.log(
  `${pages} summaries and comments, ${problems.length} problems. Their pictures are in ${folder}.`,
)
process.exitCode = problems.length === 0 && pages >= 10 ? 0 : 1
