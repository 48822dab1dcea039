// `npm run mutate [-- SHARD ...]`: changes the core in thousands of small ways; the tests must notice nine of ten.
import { Stryker } from '@stryker-mutator/core'
import { sample, shards } from './shards.ts'

type Mutant = Awaited<ReturnType<Stryker['runMutationTest']>>[number]

/** In percent, of each folder; of a shard where shards are named. */
const least = 90

const noticed = ['Killed', 'Timeout']
const unnoticed = ['Survived', 'NoCoverage']

/** In percent. */
function scoreOf(mutants: readonly Mutant[]): number {
  const count = (states: readonly string[]): number =>
    mutants.filter(({ status }) => states.includes(status)).length
  const [killed, lived] = [count(noticed), count(unnoticed)]
  return (100 * killed) / (killed + lived)
}

const asked = process.argv.slice(2)
const known = [...shards, sample]
const unknown = asked.filter((name) => known.every((shard) => shard.name !== name))
if (unknown.length > 0) {
  const names = known.map(({ name }) => name).join(', ')
  console.error(`There is no shard ${unknown.join(', ')}. There are: ${names}.`)
  process.exitCode = 2
} else {
  const chosen = asked.length === 0 ? shards : known.filter(({ name }) => asked.includes(name))
  const tried = []
  for (const { name, folder, files } of chosen) {
    const began = performance.now()
    const configFile = 'test/stryker.config.json'
    const mutants = await new Stryker({ configFile, mutate: [...files] }).runMutationTest()
    const minutes = ((performance.now() - began) / 60_000).toFixed(1)
    // What runs only while modules load would need all tests again for each: the worlds and the compiler hold it.
    const ignored = mutants.filter(({ status }) => status === 'Ignored').length
    const count = mutants.length - ignored
    console.log(`${name}: ${count} mutations in ${minutes} minutes, ${ignored} of tables left out`)
    tried.push({ name: asked.length === 0 ? folder : name, mutants })
  }
  for (const [name, parts] of Map.groupBy(tried, (one) => one.name)) {
    const score = scoreOf(parts.flatMap(({ mutants }) => mutants))
    console.log(`${name}: ${score.toFixed(2)} % noticed, at least ${least} % must be`)
    if (score < least) process.exitCode = 1
  }
}
