// A record that is signed as `evidence.yml` signs it, and verified offline: whatever is not just that is refused.
import { bundleFromJSON } from '@sigstore/bundle'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordFormats } from '../../src/record/record.ts'
import { attestedRecord, statementOf } from '../../src/record/statement.ts'
import { testResultType } from '../../src/report/formats/test-result.ts'
import { sha256 } from '../../src/sha256.ts'
import { cleanWorld } from '../replay/clean-world.ts'
import { replay } from '../replay/replay.ts'
import { type Claims, type Sigstore, startSigstore } from './sigstore.ts'

const signer = 'separation-of-duties/gate/.github/workflows/evidence.yml'
const claims: Claims = {
  job_workflow_ref: `${signer}@refs/tags/v0.1.0`,
  repository: 'acme/shop',
  ref: 'refs/heads/main',
  sha: 'c1'.repeat(20),
}

let sigstore: Sigstore
let text = ''
beforeAll(async () => {
  sigstore = await startSigstore()
  text = (await replay(cleanWorld())).record ?? ''
})
afterAll(() => sigstore.close())

const statement = (type: string = recordFormats.current): string =>
  statementOf({ name: 'pull-7.json', text }, { type, value: JSON.parse(text) }, sha256)

type Bundled = Awaited<ReturnType<Sigstore['sign']>>

/** What `gh attestation verify` asks of it, too. @throws where one of these does not hold. */
function verified(bundled: Bundled, file: string, root: unknown = sigstore.trustedRoot) {
  const material = toTrustMaterial(TrustedRoot.fromJSON(root))
  const bundle = bundleFromJSON(bundled)
  const name = new RegExp(`^https://github\\.com/${signer.replaceAll('.', '\\.')}@`)
  new Verifier(material).verify(toSignedEntity(bundle), { subjectAlternativeName: name })
  const payload = JSON.parse(
    Buffer.from(bundled.dsseEnvelope?.payload ?? '', 'base64').toString('utf8'),
  )
  expect(payload).toMatchObject({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ digest: { sha256: sha256(file) } }],
    predicateType: recordFormats.current,
  })
  return payload.predicate
}

test('the record as it was written is verified, and stands whole in what was signed', async () => {
  const bundle = await sigstore.sign(statement(), claims)
  expect(verified(bundle, text)).toEqual(JSON.parse(text))
})

test('a payload that was changed is refused', async () => {
  const bundle = await sigstore.sign(statement(), claims)
  const other = statement().replace('"verdict":"pass"', '"verdict":"fail"')
  expect(other).not.toBe(statement())
  const changed = structuredClone(bundle)
  if (changed.dsseEnvelope) changed.dsseEnvelope.payload = Buffer.from(other).toString('base64')
  expect(() => verified(changed, text)).toThrow()
})

test.for([
  ['the caller’s own workflow', 'acme/shop/.github/workflows/evidence.yml@refs/heads/main'],
  ['one of a name that contains it', `evil/x/https:/github.com/${signer}@refs/heads/main`],
  ['another of the gate’s', 'separation-of-duties/gate/.github/workflows/ci.yml@refs/tags/v0.1.0'],
] as const)('another signer is refused: %s', async ([, job_workflow_ref]) => {
  const bundle = await sigstore.sign(statement(), { ...claims, job_workflow_ref })
  expect(() => verified(bundle, text)).toThrow(/certificate identity/)
})

test('an authority that is not trusted is refused', async () => {
  const other = await startSigstore()
  const bundle = await other.sign(statement(), claims)
  await other.close()
  expect(() => verified(bundle, text)).toThrow()
})

test('another subject is refused', async () => {
  const bundle = await sigstore.sign(statement(), claims)
  expect(() => verified(bundle, `${text} `)).toThrow()
})

test('another type of predicate is refused', async () => {
  const bundle = await sigstore.sign(statement(testResultType), claims)
  expect(() => verified(bundle, text)).toThrow()
})

test.for([
  ['the statement', () => Promise.resolve(statement())],
  ['the bundle', async () => JSON.stringify(await sigstore.sign(statement(), claims))],
  [
    'one of several bundles, as GitHub gives them',
    async () => {
      const all = [statement(testResultType), statement()].map((one) => sigstore.sign(one, claims))
      return (await Promise.all(all)).map((one) => `${JSON.stringify(one)}\n`).join('')
    },
  ],
] as const)('the record comes back as it was from %s', async ([, attested]) => {
  expect(attestedRecord(await attested())).toBe(text)
})

test.for([
  '{',
  '{}',
  '[1]',
  '"text"',
  '{"dsseEnvelope":{"payload":"§"}}',
  '{"dsseEnvelope":{"payload":"AAAA"}}',
])('in %s there is none', (other) => {
  expect(attestedRecord(other)).toBeNull()
})
