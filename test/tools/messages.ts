// docs/messages.md: what the gate says, by rule and outcome, from played worlds; and how long what it says is.
// `node test/tools/messages.ts` plays every world that must be stopped and writes the page; `--check` compares it instead,
// prints the lengths, and ends with 1 where a sentence is too long or a word does not belong into it.
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { ruleIds } from '../../src/policy/rule-ids.ts'
import { loadWorld } from '../github-double/world/world.ts'
import { table, withBlocks } from '../readme/generate.ts'
import { runBundle } from '../replay/bundle-pool.ts'
import { replay } from '../replay/replay.ts'
import { worldFile } from '../replay/world-files.ts'
import { type Summary, summaries } from './scenario-outcomes.ts'

interface Said {
  readonly rule: string
  readonly outcome: string
  readonly message: string
  readonly remedy: string
  readonly world: Summary
}

/** What is read in ten seconds, in words: what happened, and what to do. */
const goals = { median: 22, longest: 45 } as const

/** Words of no language that readers learnt, and names that only the code has. */
const unfit =
  /\b(?:told|anew|whoever|past review|washes|befell|a hand in|GraphQL|undefined|NaN|\[object)\b/i

const counted = (text: string): number => text.split(/\s+/).length

const isStopped = ({ verdict }: Summary): boolean => !verdict.startsWith('pass')

const page = join(import.meta.dirname, '..', '..', 'docs', 'messages.md')

/** A world's findings as its record has them, and its annotations. */
async function play(world: Summary) {
  const { record, annotations } = await replay(
    loadWorld(readFileSync(worldFile(world.path), 'utf8')),
    { pool: runBundle },
  )
  const found: readonly Omit<Said, 'world'>[] = record === null ? [] : JSON.parse(record).findings
  return {
    said: found.map(({ rule, outcome, message, remedy }) => ({
      ...{ rule, outcome, message, remedy, world },
    })),
    annotations: annotations.map(({ message }) => message),
  }
}

async function playAll(worlds: readonly Summary[]) {
  const played: Awaited<ReturnType<typeof play>>[] = []
  const waiting = worlds.entries()
  const next = async (): Promise<void> => {
    for (const [index, world] of waiting) played[index] = await play(world)
  }
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, next))
  return played
}

/** The shortest says the rule; the others say the same of more people. */
function exampleOf(said: readonly Said[], rule: string, outcome: string): Said | undefined {
  const [shortest] = said
    .filter((one) => one.rule === rule && one.outcome === outcome)
    .toSorted((a, b) => counted(a.message) - counted(b.message))
  return shortest
}

const cell = (text: string): string => text.replaceAll(/[\\`*_<[\]]/g, '\\$&')

function sectionOf(said: readonly Said[], rule: string): string {
  const rows = ['violated', 'undetermined', 'excepted'].flatMap((outcome) => {
    const example = exampleOf(said, rule, outcome)
    if (example === undefined) return []
    const { message, remedy, world } = example
    const situation = `[shown](../test/scenarios/${world.path}.yml)`
    return [[outcome, cell(message), cell(remedy ?? ''), situation]]
  })
  const head = ['Outcome', 'What it says', 'What to do', 'Situation']
  return `## ${rule}\n\n${rows.length === 0 ? 'It never stops.' : table(head, rows)}`
}

const worlds = summaries()
const played = await playAll(worlds)
const said = played.flatMap((one) => one.said)
const texts = played.flatMap(({ annotations }, index) =>
  worlds[index] && isStopped(worlds[index]) ? annotations : [],
)
const lengths = texts.map(counted).sort((a, b) => a - b)
const median = lengths[Math.floor(lengths.length / 2)] ?? 0
const longest = lengths.at(-1) ?? 0
const misfits = texts.filter((text) => unfit.test(text))
console.log(
  `messages: ${texts.length} annotations, median ${median} words (at most ${goals.median}), longest ${longest} (at most ${goals.longest}), ${misfits.length} with unfit words`,
)
for (const text of [...texts.filter((one) => counted(one) > goals.longest), ...misfits])
  console.log(text)

const written = withBlocks(readFileSync(page, 'utf8'), {
  messages: ruleIds.map((rule) => sectionOf(said, rule)).join('\n\n'),
})
if (process.argv.includes('--check')) {
  const isWithin = median <= goals.median && longest <= goals.longest && misfits.length === 0
  const isCurrent = written === readFileSync(page, 'utf8')
  if (!isCurrent) console.log('docs/messages.md is not up to date: node test/tools/messages.ts')
  process.exitCode = isWithin && isCurrent ? 0 : 1
} else {
  writeFileSync(page, written)
}
