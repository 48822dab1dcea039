// The findings as JUnit's XML, as Maven's Surefire writes it: a test case a finding, for a system that shows tests.
import { xml } from './escape.ts'
import type { Finding, Occasion } from './occasion.ts'

/** No time passes in a verdict, and no host is named: the same verdict has the same bytes. */
export function junit({ repository, readAt, verdict }: Occasion): string {
  const { findings } = verdict
  const count = (element: Element) => findings.filter((one) => elementOf(one) === element).length
  const counts = `tests="${findings.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="separation-of-duties" time="0" timestamp="${xml(readAt)}" ${counts}>`,
    '  <properties>',
    `    <property name="repository" value="${xml(repository)}"/>`,
    `    <property name="verdict" value="${xml(verdict.word)}"/>`,
    '  </properties>',
    ...findings.flatMap(testCase),
    '</testsuite>',
    '',
  ].join('\n')
}

type Element = 'failure' | 'error' | 'skipped' | 'system-out'

/** What only warns fails nothing: its text stands with the test. Undetermined is no failure, since it accuses nobody. */
function elementOf({ outcome, enforcement }: Finding): Element {
  if (outcome === 'not-applicable' || enforcement === 'off') return 'skipped'
  if (enforcement === 'warn') return 'system-out'
  if (outcome === 'violated') return 'failure'
  return outcome === 'undetermined' ? 'error' : 'system-out'
}

function testCase(finding: Finding): readonly string[] {
  const { rule, pull, outcome, message, remedy } = finding
  const name = pull === null ? rule : `${rule} of #${pull}`
  const said = xml([`${outcome}:`, message, remedy ?? ''].join(' ').trim())
  const element = elementOf(finding)
  const within = {
    failure: `<failure message="${said}" type="${outcome}"/>`,
    error: `<error message="${said}" type="${outcome}"/>`,
    skipped: `<skipped message="${said}"/>`,
    'system-out': `<system-out>${said}</system-out>`,
  }[element]
  return [
    `  <testcase name="${xml(name)}" classname="separation-of-duties" time="0">`,
    `    ${within}`,
    '  </testcase>',
  ]
}
