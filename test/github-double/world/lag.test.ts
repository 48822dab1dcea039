// What GitHub does not show yet, and how it comes right for whoever asks often enough.
import { expect, test } from 'vitest'
import { toOid } from '../git/oid.ts'
import { ask, double, everything, query } from '../server/client.ts'

const SHOP = '/repos/acme/shop'
const shop = (fields: string) => `{repository(owner: "acme", name: "shop"){${fields}}}`
const commit = (label: string) =>
  `object(oid: "${toOid(label)}"){...on Commit{associatedPullRequests(first: 9){nodes{number}}}}`

test('a commit’s pull requests come after so many requests, each commit’s for itself, in REST or GraphQL', async () => {
  const lag = { associations: ['m1', 's1'], heals_after: 2 }
  await using github = await double(everything({ lag }))
  const path = `${SHOP}/commits/${toOid('m1')}/pulls`
  expect((await ask(github, path)).body).toEqual([])
  const twice = shop(`a: ${commit('m1')} b: ${commit('m1')}`)
  expect((await query(github, twice)).data.repository).toEqual({
    a: { associatedPullRequests: { nodes: [] } },
    b: { associatedPullRequests: { nodes: [] } },
  })
  expect((await ask(github, path)).body).toMatchObject([{ number: 11 }])
  expect((await ask(github, `${SHOP}/commits/${toOid('s1')}/pulls`)).body).toEqual([])
})

test('without a number it never comes', async () => {
  await using github = await double(everything({ lag: { associations: ['m1'] } }))
  for (let times = 0; times < 5; times += 1) {
    expect((await ask(github, `${SHOP}/commits/main/pulls`)).body).toEqual([])
  }
})

test('a merged pull request may look open everywhere but in its timeline', async () => {
  await using github = await double(everything({ lag: { open: [11], heals_after: 3 } }))
  const { body } = await ask(github, `${SHOP}/pulls/11`)
  expect(body).toMatchObject({
    ...{ state: 'open', merged: false, merged_at: null, merged_by: null, closed_at: null },
  })
  expect(body.merge_commit_sha).not.toBe(toOid('m1'))
  const { body: open } = await ask(github, `${SHOP}/pulls?state=open`)
  expect(open.map(({ number }: { number: number }) => number)).toContain(11)
  const fields = `state merged mergedAt mergedBy{login} mergeCommit{oid} closed
    timelineItems(last: 1, itemTypes: MERGED_EVENT){nodes{...on MergedEvent{commit{oid}}}}`
  const asked = shop(
    `pullRequest(number: 11){${fields}} pullRequests(first: 9, states: MERGED){totalCount}`,
  )
  const late = (await query(github, asked)).data.repository
  expect(late.pullRequest).toEqual({
    ...{
      state: 'OPEN',
      merged: false,
      mergedAt: null,
      mergedBy: null,
      mergeCommit: null,
      closed: false,
    },
    timelineItems: { nodes: [{ commit: { oid: toOid('m1') } }] },
  })
  expect(late.pullRequests.totalCount).toBe(0)
  const healed = (await query(github, asked)).data.repository
  expect(healed.pullRequest).toMatchObject({ state: 'MERGED', mergeCommit: { oid: toOid('m1') } })
  expect(healed.pullRequests.totalCount).toBe(1)
})

test('that somebody queued it comes last', async () => {
  await using github = await double(everything({ lag: { queue_events: [7], heals_after: 1 } }))
  const items = 'timelineItems(first: 9, itemTypes: ADDED_TO_MERGE_QUEUE_EVENT){filteredCount}'
  const asked = shop(`pullRequest(number: 7){${items}}`)
  const count = async () => {
    const { data } = await query(github, asked)
    return data.repository.pullRequest.timelineItems.filteredCount
  }
  expect([await count(), await count()]).toEqual([0, 1])
})
