// Links stand where the gate itself knows what is meant, and lead nowhere that somebody else chose.
import { expect, test } from 'vitest'
import { linkerFor } from '../../../src/report/formats/links.ts'
import { summary } from '../../../src/report/formats/summary.ts'
import { hostile, selfApproval } from '../cases.ts'

const place = {
  home: 'https://github.com/acme/shop',
  docs: 'https://github.com/separation-of-duties/gate/blob/v1/docs',
  run: 'https://github.com/acme/shop/actions/runs/9',
}
const [one] = selfApproval.judged
const { number, head } = one?.change.pull ?? { number: 0, head: { oid: '' } }
const link = linkerFor(selfApproval, place)

test('a pull request that was judged, its commits and the rules are linked', () => {
  expect(link(`#${number} at ${head.oid.slice(0, 7)}`)).toBe(
    `[#${number}](${place.home}/pull/${number}) at [${head.oid.slice(0, 7)}](${place.home}/commit/${head.oid})`,
  )
  expect(link('<code>self-approval</code>')).toBe(
    `[<code>self-approval</code>](${place.docs}/rules.md#self-approval)`,
  )
})

test('a person is linked where a login stands alone, and the policy at its commit and line', () => {
  const [{ person } = { person: null }] = one?.roster.holdings ?? []
  const login = person?.account.login ?? ''
  expect(link(`| ${login} | x |`)).toBe(`| [${login}](https://github.com/${login}) | x |`)
  expect(link(`${login} pushed`)).toBe(`${login} pushed`)
  const commit = '1'.repeat(40)
  const policy = { path: 'a (b)/p.yml', commit, blob: commit, policy: null, problems: [] }
  const broken = linkerFor({ ...selfApproval, judged: one ? [{ ...one, policy }] : [] }, place)
  const address = `${place.home}/blob/${commit}/a%20%28b%29/p.yml`
  expect(broken(`p.yml at ${commit}:`)).toBe(`p.yml at [${commit}](${address}):`)
  expect(broken('It cannot be used. Line 3: x')).toBe(
    `It cannot be used. [Line 3](${address}#L3): x`,
  )
  expect(broken('Line 3 of CODEOWNERS')).toBe('Line 3 of CODEOWNERS')
})

test.for([
  '#999999',
  `&#${number};`,
  `x#${number}`,
  'abcdef0',
  `${head.oid}0`,
  '<code>own-conflict</code>',
  '<code>#x</code>',
])('%s stays as it is', (text) => {
  expect(link(text)).toBe(text)
})

test('a summary has no address but those of the repository, the run and the pages', () => {
  for (const verdict of [selfApproval, hostile]) {
    const addresses = [...summary(verdict, { place }).matchAll(/\]\(([^)]*)\)/g)]
    expect(addresses.length).toBeGreaterThan(0)
    const known = [
      `${place.home}/pull/`,
      `${place.home}/commit/`,
      `${place.home}/blob/`,
      `${place.docs}/rules.md#`,
      place.run,
    ]
    for (const [, address = ''] of addresses) {
      const isPerson = /^https:\/\/github\.com\/[A-Za-z\d-]+$/.test(address)
      expect(isPerson || known.some((start) => address.startsWith(start))).toBe(true)
    }
  }
})

test('where an approval is missing, the run is linked', () => {
  const findings = selfApproval.findings.map((finding) =>
    finding.rule === 'independent-approval'
      ? { ...finding, awaitsApproval: true as const }
      : finding,
  )
  expect(summary({ ...selfApproval, findings }, { place })).toContain(
    `[run this job again](${place.run})`,
  )
  expect(summary({ ...selfApproval, findings })).not.toContain('](')
  const judged = selfApproval.judged.map((each) => {
    const pull = { ...each.change.pull, mergedAt: '2026-03-01T12:00:00Z' }
    return { ...each, change: { ...each.change, pull } }
  })
  expect(summary({ ...selfApproval, findings, judged }, { place })).not.toContain('run this job')
})
