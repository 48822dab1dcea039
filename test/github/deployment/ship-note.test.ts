// What ships is noted once, on the record of the very job that ships it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toOid } from '../../github-double/git/oid.ts'
import { startDouble } from '../../github-double/server/server.ts'
import { loadWorld } from '../../github-double/world/world.ts'
import { replay } from '../../replay/replay.ts'

const folder = join(import.meta.dirname, '..', '..', 'scenarios', 'deployment', 'notes')

/** The descriptions of the statuses of a record, the newest first, after the gate was asked so often. */
async function notedOn(name: string, record: number, times = 1): Promise<readonly string[]> {
  const world = loadWorld(readFileSync(join(folder, `${name}.yml`), 'utf8'))
  const double = await startDouble(world)
  try {
    for (let time = 0; time < times; time += 1) await replay(world, { github: double.url })
    const url = `${double.url}/repos/${world.repository}/deployments/${record}/statuses`
    const answer = await fetch(url, { headers: { authorization: `Bearer ${double.token}` } })
    const statuses = (await answer.json()) as readonly { description: string }[]
    return statuses.map(({ description }) => description)
  } finally {
    await double.close()
  }
}

const shipped = `ships ${toOid('m1')}`

test('on its own record, once, however often it is asked', async () => {
  expect(await notedOn('older-version-with-a-note-of-what-ships', 390, 2)).toEqual([shipped, ''])
  expect(await notedOn('older-version-with-a-note-of-what-ships', 300)).toEqual([''])
})

test('nowhere where the run ships its own commit', async () => {
  expect(await notedOn('the-runs-own-commit-named-outright', 390)).toEqual([''])
})
