// What holds of parsePolicy for every text that a stranger could propose as a policy.
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { jsonSchema } from '../../src/policy/json-schema.ts'
import { parsePolicy } from '../../src/policy/reading.ts'
import { lawRuns } from '../law-runs.ts'

const few = { maxLength: 3 }
const login = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,8}$/)
const slug = fc.stringMatching(/^[a-z0-9-]{1,9}$/)
const parties = fc.oneof(
  fc.record({ teams: fc.array(slug, { minLength: 1, ...few }) }),
  fc.record({ users: fc.array(login, { minLength: 1, ...few }) }),
)
const optional = { requiredKeys: [] }
const entry = (levels: readonly string[]) =>
  fc.record({ enforcement: fc.constantFrom(...levels) }, optional)
const rule = entry(['enforce', 'warn', 'off'])

const scoped = {
  enforcement: fc.constantFrom('enforce', 'warn', 'off'),
  effect: fc.constantFrom('prohibited', 'dual-approval', 'time-bound'),
  environments: fc.constant(['production']),
  branches: fc.constant(['main', 'release/1.x']),
  paths: fc.constant(['src/**']),
}
const conflict = fc.record(scoped, optional)
const ownConflict = fc.record(
  { duties: fc.constantFrom(['approver', 'merger'], ['deployer', 'dismisser']), ...scoped },
  { requiredKeys: ['duties'] },
)
/** Humans, by names that no generated login has. */
const humans = { granted: 'granting-human', asks: 'asking-human', answers: 'answering-human' }

const policy = fc.record(
  {
    version: fc.constant(1),
    approvals: fc.record(
      { required: fc.integer({ min: 1, max: 10 }), freshness: fc.constantFrom('head', 'change') },
      optional,
    ),
    conflicts: fc.record(
      { 'self-approval': rule, 'self-dismissal': conflict, 'own-one': ownConflict },
      optional,
    ),
    rules: fc.record(
      { 'fresh-approval': rule, 'protected-paths': rule, 'control-plane': entry(['enforce']) },
      optional,
    ),
    'protected-paths': fc
      .uniqueArray(
        fc.record(
          {
            name: fc.stringMatching(/^[A-Za-z][a-z0-9 .:;-]{0,8}[a-z]$/),
            paths: fc.array(fc.constantFrom('src/**', '/a', 'b/', '*.sql', 'x[!a-z]?'), {
              minLength: 1,
              ...few,
            }),
            approvals: fc.integer({ min: 1, max: 10 }),
            from: parties,
            separate: fc.boolean(),
          },
          { requiredKeys: ['name', 'paths', 'from'] },
        ),
        { selector: ({ name }) => name, ...few },
      )
      .map((entries) => entries.map(meetable)),
    'control-plane': fc.record({ owners: parties, separate: fc.boolean() }, optional),
    people: fc
      .uniqueArray(login, { selector: (one) => one.toLowerCase(), minLength: 2, maxLength: 4 })
      .map((accounts) => [{ name: 'Ada', accounts }]),
    agents: fc.constant([
      { account: 'some-agent', trusted: true },
      { account: 'other-agent', sponsors: { users: [humans.answers] } },
    ]),
    exceptions: fc.array(
      fc.record(
        {
          rules: fc.constant(['self-merge', 'reviewed-range']),
          people: fc.array(login, { minLength: 1, ...few }),
          reason: fc.constant('because'),
          'granted-by': fc.constant(humans.granted),
          until: fc.constantFrom('2024-02-29', '2030-12-31'),
          environments: fc.constant(['production']),
        },
        { requiredKeys: ['rules', 'people', 'reason', 'granted-by', 'until'] },
      ),
      few,
    ),
    'break-glass': fc.record(
      {
        responders: fc.constant({ users: [humans.asks], teams: ['oncall'] }),
        approvers: fc.constant({ users: [humans.answers] }),
        'max-duration': fc.constantFrom('90m', '4h'),
        'reconcile-within': fc.constant('3d'),
        rules: fc.constant(['self-merge']),
      },
      { requiredKeys: ['responders', 'approvers'] },
    ),
    facts: fc.record({ 'fork-pushers': fc.constantFrom('required', 'best-effort') }, optional),
    deployment: fc.record({ branches: fc.array(slug, { minLength: 1, ...few }) }, optional),
  },
  { requiredKeys: ['version'] },
)

/** With a team, so that enough people may be there, and with paths of its own. */
function meetable<T extends { name: string; paths: string[]; from: object }>(one: T): T {
  return { ...one, paths: [...one.paths, `/of/${one.name}`], from: { ...one.from, teams: ['all'] } }
}

/** A valid policy in which one value, anywhere, is another. */
const spoilt = fc.tuple(policy, fc.nat(), fc.jsonValue({ maxDepth: 2 })).map(([one, at, value]) => {
  const copy = structuredClone(one)
  const places: [Record<string, unknown>, string][] = []
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key])
      walk((node as Record<string, unknown>)[key])
    }
  }
  walk(copy)
  const [holder, key] = places[at % places.length] ?? [{}, '']
  holder[key] = value
  return copy
})

const isValid = new Ajv().compile(jsonSchema())

function check(text: string): void {
  const { policy, problems } = parsePolicy(text)
  const errors = problems.filter(({ severity }) => severity === 'error')
  expect(policy === null).toBe(errors.length > 0)
  for (const { line, column, message } of problems) {
    expect(line).toBeGreaterThanOrEqual(1)
    expect(line).toBeLessThanOrEqual(text.split('\n').length)
    expect(column).toBeGreaterThanOrEqual(1)
    expect(message.length).toBeLessThan(400)
    expect(message).not.toMatch(/invalid input|too (small|big)|unrecognized|undefined|\[object/i)
  }
}

test('any text is a policy or has errors, each at a place of the text', () => {
  const yamlish = fc
    .array(
      fc.constantFrom(
        ...['version: 1', 'people', ':', ' ', '\n', '- ', '[', ']', '{', '}', ',', '"', "'", '&a'],
        ...['*a', '? ', '<<', '!!set', '!x', '|', '>', '#', '\t', '---', '...', '%YAML 1.1', '\r'],
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join(''))
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), yamlish), check), {
    numRuns: lawRuns(1000),
  })
})

test('any data is a policy or has errors', () => {
  fc.assert(fc.property(fc.jsonValue().map(toYaml), check), { numRuns: lawRuns(200) })
})

const toYaml = (value: unknown): string => stringify(value, { aliasDuplicateObjects: false })

test('a spoilt policy is still one or has errors, and what is accepted the schema accepts', () => {
  fc.assert(
    fc.property(spoilt, (data) => {
      const text = toYaml(data)
      check(text)
      expect(isValid(data) || parsePolicy(text).policy === null, text).toBe(true)
    }),
    { numRuns: lawRuns(300) },
  )
})

test('a valid policy has no problems, and reads the same once it is written out', () => {
  fc.assert(
    fc.property(policy, (data) => {
      const { policy: read, problems } = parsePolicy(toYaml(data))
      expect(problems).toEqual([])
      expect(read).toMatchObject(data)
      expect(isValid(data)).toBe(true)
      expect(parsePolicy(toYaml(read))).toEqual({ policy: read, problems: [] })
      expect(parsePolicy(JSON.stringify(read))).toEqual({ policy: read, problems: [] })
    }),
    { numRuns: lawRuns(200) },
  )
})
