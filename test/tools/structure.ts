// `npm run --silent structure`: the shape of the source, in figures, and whether it keeps to the limits of the house.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** From the ground up: a folder imports those before it. Where two stand together, neither knows the other. */
const layers: readonly (readonly string[])[] = [
  ['errors.ts'],
  ['facts'],
  ['policy'],
  ['duties'],
  ['break-glass'],
  ['findings'],
  ['rules'],
  ['judge'],
  ['record'],
  ['report', 'github'],
  ['collect', 'sha256.ts'],
  ['gate.ts'],
  ['shell'],
  ['cli'],
  ['main.ts'],
]

/** What asks GitHub concludes nothing: it knows the facts and no rule. */
const confined: Readonly<Record<string, readonly string[]>> = { github: ['errors.ts', 'facts'] }

/** No network, no clock, no environment: whoever has the record can judge again. The linter holds the rest. */
const pure = 'facts policy duties break-glass findings rules judge record report'.split(' ')
const purePackages = ['zod', 'yaml', 'ignore', 'fastest-levenshtein', 'canonicalize']

const limits = { folder: 20, mean: 4, chain: 16 }

const sources = (pattern: string): string[] =>
  globSync(pattern, { cwd: root, exclude: (name) => name.endsWith('.d.ts') }).sort()

/** Every module that a file names, type-only imports and re-exports included. */
function namedIn(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const naming =
    /^(?:import|export|\}).* from '([^']+)'|^import '([^']+)'|\bimport\((?:\/\*.*?\*\/ )?'([^']+)'\)/gm
  return [...text.matchAll(naming)].map(
    ([, named, alone, loaded]) => named ?? alone ?? loaded ?? '',
  )
}

const files = sources('src/**/*.ts')
const named = new Map(files.map((file) => [file, namedIn(file)]))
const imports = new Map(
  [...named].map(([file, names]) => {
    const own = names.filter((name) => name.startsWith('.'))
    return [file, [...new Set(own.map((name) => normalize(join(dirname(file), name))))]]
  }),
)

const placeOf = (file: string): string => file.split('/')[1] ?? ''
const heightOf = (place: string): number => layers.findIndex((layer) => layer.includes(place))

function isAllowed(from: string, to: string): boolean {
  const [here, there] = [placeOf(from), placeOf(to)]
  if (here === there) return true
  return (confined[here]?.includes(there) ?? true) && heightOf(there) < heightOf(here)
}

const edges = [...imports].flatMap(([from, to]) => to.map((one) => [from, one] as const))
const upward = edges.filter(([from, to]) => !isAllowed(from, to))
const homeless = files.filter((file) => heightOf(placeOf(file)) < 0)
const impure = [...named].flatMap(([file, names]) =>
  pure.includes(placeOf(file))
    ? names
        .filter((name) => !name.startsWith('.') && !purePackages.includes(name))
        .map((name) => `${file} imports ${name}`)
    : [],
)

/** The longest chain of imports that begins with a file, and every circle on the way. */
const circles = new Set<string>()
const chains = new Map<string, readonly string[]>()
function chainFrom(file: string, above: readonly string[]): readonly string[] {
  const known = chains.get(file)
  if (known !== undefined) return known
  const at = above.indexOf(file)
  if (at >= 0) {
    circles.add([...above.slice(at), file].join(' > '))
    return []
  }
  const below = (imports.get(file) ?? []).map((one) => chainFrom(one, [...above, file]))
  const longest = below.reduce((one, other) => (other.length > one.length ? other : one), [])
  const chain = [file, ...longest]
  chains.set(file, chain)
  return chain
}
const longest = files
  .map((file) => chainFrom(file, []))
  .reduce((one, other) => (other.length > one.length ? other : one), [])

/** A schema or a query in a folder is a file to look past as well. */
const folders = [
  ...Map.groupBy(sources('{src,test}/**/*.{ts,json,graphql}'), (file) => dirname(file)),
]
  .map(([folder, { length }]) => ({ folder, length }))
  .sort((one, other) => other.length - one.length)
const fullest = folders.find(({ folder }) => folder.startsWith('src'))
const worlds = [...Map.groupBy(sources('test/scenarios/**/*.yml'), (file) => dirname(file))]
const [busiest] = [...imports].sort(([, one], [, other]) => other.length - one.length)
const mean = edges.length / files.length

console.log(`files: ${files.length}`)
console.log(`largest folder: ${fullest?.folder} (${fullest?.length} files)`)
console.log(
  `imports a file: ${mean.toFixed(2)} in the mean, most ${busiest?.[1].length} (${busiest?.[0]})`,
)
console.log(`longest import chain: ${longest.length} files`)
for (const file of longest) console.log(`  ${file}`)
const depths = Map.groupBy(files, placeOf)
const depthOf = (place: string): number =>
  Math.max(0, ...(depths.get(place) ?? []).map((file) => chains.get(file)?.length ?? 0))
console.log(
  `longest chain by place: ${layers
    .flat()
    .map((place) => `${place} ${depthOf(place)}`)
    .join(', ')}`,
)
console.log(`circles: ${circles.size}`)
console.log(`upward arrows: ${upward.length}`)

const broken = [
  ...folders
    .filter(({ length }) => length > limits.folder)
    .map(
      ({ folder, length }) => `${folder} holds ${length} source files, at most ${limits.folder}`,
    ),
  ...worlds
    .filter(([, { length }]) => length > 80)
    .map(([folder, { length }]) => `${folder} holds ${length} worlds, at most 80`),
  ...(mean > limits.mean
    ? [`a file imports ${mean.toFixed(2)} others, at most ${limits.mean}`]
    : []),
  ...(longest.length > limits.chain
    ? [`the longest import chain has ${longest.length} files, at most ${limits.chain}`]
    : []),
  ...[...circles].map((circle) => `circle: ${circle}`),
  ...upward.map(([from, to]) => `upward arrow: ${from} imports ${to}`),
  ...impure,
  ...homeless.map((file) => `${file} stands in no layer`),
]
for (const one of broken) console.error(one)
process.exitCode = broken.length > 0 ? 1 : 0
