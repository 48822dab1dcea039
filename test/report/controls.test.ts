// Clauses stand beside rules that were judged, only where the policy selects a standard, and claim nothing.
import { expect, test } from 'vitest'
import { clausesFor } from '../../src/judge/controls.ts'
import { parsePolicy } from '../../src/policy/reading.ts'
import type { Policy } from '../../src/policy/schema.ts'
import { controlLines } from '../../src/report/controls.ts'
import { csv } from '../../src/report/formats/csv.ts'
import { log } from '../../src/report/formats/log.ts'
import { terminal } from '../../src/report/formats/terminal.ts'
import { controlPage } from '../../src/report/policy/controls.ts'
import { authorDeploys } from './deployment-cases.ts'
import { finding, judged, verdict } from './verdicts.ts'

const policyOf = (text: string): Policy => {
  const { policy } = parsePolicy(`version: 1\n${text}`, '2026-03-01')
  return policy ?? expect.unreachable()
}

const findings = [
  finding('self-approval', { outcome: 'violated' }),
  finding('required-checks', { outcome: 'not-applicable' }),
  finding('protected-paths', { outcome: 'undetermined' }),
  finding('break-glass', { enforcement: 'off' }),
  finding('fresh-approval', { outcome: 'excepted' }),
]

function under(text: string) {
  const one = judged({ findings })
  return verdict('fail', { ...one, policy: { ...one.policy, policy: policyOf(text) } })
}

test('only rules that were judged have clauses', () => {
  expect(controlLines(under('controls: [pci-dss]'))).toEqual([
    'self-approval (violated): pci-dss 6.2.3.1, pci-dss 6.5.1, pci-dss 6.5.4',
    'fresh-approval (excepted): pci-dss 6.2.3.1, pci-dss 6.5.1, pci-dss 6.5.4',
  ])
})

test('without a standard no report names any', () => {
  const given = under('')
  expect(controlLines(given)).toEqual([])
  expect(terminal(given)).not.toContain('evidence relevant to')
  expect(log(given).map(({ title }) => title)).not.toContain('Gives evidence relevant to')
})

test('terminal, log and CSV name them where one is selected', () => {
  const given = under('controls: [slsa]')
  expect(terminal(given)).toContain(
    'Gives evidence relevant to\n  self-approval (violated): slsa Two-party review\n',
  )
  expect(log(given).at(-1)).toEqual({
    title: 'Gives evidence relevant to',
    lines: controlLines(given),
  })
  const occasion = { repository: 'acme/shop', readAt: '2026-03-01T12:00:00Z', run: null }
  expect(csv([{ ...occasion, verdict: given }])).toMatch(/,"slsa Two-party review"\r\n/)
})

test('the policy of a deployment selects too', () => {
  const shipped = authorDeploys.deployment ?? expect.unreachable()
  const policy = { ...shipped.policy, policy: policyOf('controls: [owasp-cicd]') }
  const given = { ...authorDeploys, deployment: { ...shipped, policy } }
  expect(clausesFor(finding('author-deploys', { outcome: 'violated' }), given)).toEqual([
    'owasp-cicd CICD-SEC-1',
  ])
})

test('the page says which rules would have to be on, and never that a control is met', () => {
  const page = controlPage(policyOf('controls: [nist-800-53, pci-dss]')).join('\n')
  expect(page).toContain('NIST SP 800-53, Revision 5 (nist-800-53)')
  expect(page.replaceAll(/\s+/g, ' ')).toContain(
    "AC-5: duties that need separation (read in the standard's text) Evidence from self-approval,",
  )
  expect(page.replaceAll(/\s+/g, ' ')).toContain('Would have to be on: self-merge.')
  expect(page.replaceAll(/\s+/g, ' ')).toContain('Would have to be on: protected-paths.')
  expect(page).not.toMatch(/complian|satisf|meets/i)
})

test('where the policy selects none, the page shows all', () => {
  const page = controlPage(policyOf('')).join('\n')
  for (const id of ['sox', 'soc-2', 'dora', 'iso-27001']) expect(page).toContain(`(${id})`)
})
