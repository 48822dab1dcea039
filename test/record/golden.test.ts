// Records of ten worlds, byte for byte, wherever and on whatever Node the gate runs: their digest is what an auditor keeps.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadWorld } from '../github-double/world/world.ts'
import { replay } from '../replay/replay.ts'
import { worldNamed } from '../replay/world-files.ts'

const worlds = [
  'another-reviewer-still-asks-for-changes',
  'approved-then-pushed-by-the-same-reviewer',
  'approver-named-by-id-under-a-new-login',
  'author-deploys-under-dual-approval-with-two',
  'author-of-a-direct-push-deploys',
  'author-of-a-part-of-a-promotion-approves',
  'batch-of-two-squashed-one-unapproved',
  'broken-policy-on-the-base',
  'fork-deleted',
  'used-and-judged-again',
]

/** Where the clock differs by a day, and where letters are folded, sorted and counted otherwise. */
const places = [
  { TZ: 'UTC', LC_ALL: 'C' },
  { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8' },
  { TZ: 'America/St_Johns', LC_ALL: 'ar_EG.UTF-8' },
]

/** On a Node that is named each world is played everywhere, else at one place. */
const played = worlds.flatMap((name, index) =>
  (process.env.PLAYED_ON ? places : [places[index % places.length]]).map(
    (env) => [name, env] as const,
  ),
)

test.for(played)('%s with %o', async ([name, env]) => {
  const world = loadWorld(readFileSync(worldNamed(name), 'utf8'))
  const { record } = await replay(world, { env: { ...env } })
  await expect(record).toMatchFileSnapshot(`./golden/${name}.json`)
})
