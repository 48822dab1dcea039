// What people see, whole: summary, log, terminal and annotations of each verdict as golden files.
import { describe, expect, test } from 'vitest'
import { annotations } from '../../src/report/formats/annotations.ts'
import { log } from '../../src/report/formats/log.ts'
import { summary } from '../../src/report/formats/summary.ts'
import { terminal } from '../../src/report/formats/terminal.ts'
import { hostile, pass, selfApproval, undetermined } from './cases.ts'
import * as deployment from './deployment-cases.ts'

const verdicts = {
  pass,
  'self-approval': selfApproval,
  undetermined,
  hostile,
  'deployment-pass': deployment.pass,
  'deployment-author-deploys': deployment.authorDeploys,
  'deployment-one-of-150': deployment.oneOf150,
  'deployment-without-baseline': deployment.withoutBaseline,
  'deployment-hostile': deployment.hostile,
}

describe.for(Object.entries(verdicts))('%s', ([name, verdict]) => {
  const golden = (ending: string) => `./golden/${name}.${ending}`

  test('job summary', async () => {
    await expect(summary(verdict)).toMatchFileSnapshot(golden('summary.md'))
  })

  test('log', async () => {
    const groups = log(verdict).map(({ title, lines }) => `${[title, ...lines].join('\n  ')}\n`)
    await expect(groups.join('')).toMatchFileSnapshot(golden('log.txt'))
  })

  test('terminal', async () => {
    await expect(terminal(verdict)).toMatchFileSnapshot(golden('terminal.txt'))
  })

  test('annotations', async () => {
    const lines = annotations(verdict).map(
      ({ level, title, message, file, line, column }) =>
        `${level}: ${title}\n  ${message}\n  at ${[file, line, column].join(':')}\n`,
    )
    await expect(lines.join('')).toMatchFileSnapshot(golden('annotations.txt'))
  })
})
