// Sigstore on this machine: an authority, its logs and a clock behind one loopback server, and what verifies what they vouch for.
import { createHash, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Bundle, bundleToJSON } from '@sigstore/bundle'
// Its index would load what takes the place of this process's network.
import { fulcioHandler, initializeCA, initializeCTLog } from '@sigstore/mock/dist/fulcio/index.js'
import { initializeTLog, rekorHandler } from '@sigstore/mock/dist/rekor/index.js'
import { DSSEBundleBuilder, FulcioSigner, RekorWitness } from '@sigstore/sign'

/** What GitHub says of a job in the token that it signs with: the names of its own claims. */
export interface Claims {
  /** The workflow that signs, with its ref: the name in the certificate. */
  readonly job_workflow_ref: string
  readonly repository: string
  readonly ref: string
  readonly sha: string
}

export interface Sigstore {
  /** A trusted root in Sigstore's own form. */
  readonly trustedRoot: unknown
  /** A Sigstore bundle, as `actions/attest` writes it. */
  readonly sign: (statement: string, claims: Claims) => Promise<ReturnType<typeof bundleToJSON>>
  readonly close: () => Promise<void>
}

const issuer = 'https://token.actions.githubusercontent.com'
/** A checkpoint of the log names its host. */
const logUrl = 'https://log.example'
const keys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const sha256Of = (key: Buffer): string => createHash('sha256').update(key).digest('base64')
const bytes = (view: ArrayBufferView): string =>
  Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('base64')

export async function startSigstore(): Promise<Sigstore> {
  const ctLog = await initializeCTLog(keys())
  const ca = await initializeCA(keys(), ctLog)
  const tLog = await initializeTLog(logUrl, keys())
  const handlers = [fulcioHandler(ca), rekorHandler(tLog)]
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const { fn } = handlers.find(({ path }) => path === request.url) ?? handlers[0] ?? {}
    const answer = await fn?.(body)
    response.writeHead(answer?.statusCode ?? 404, {
      'content-type': answer?.contentType ?? 'application/json',
    })
    response.end(answer?.response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const always = { start: '2000-01-01T00:00:00Z' }
  const log = (publicKey: Buffer, keyId: string) => ({
    ...{ baseUrl: logUrl, hashAlgorithm: 'SHA2_256', logId: { keyId } },
    publicKey: {
      rawBytes: publicKey.toString('base64'),
      keyDetails: 'PKIX_ECDSA_P256_SHA_256',
      validFor: always,
    },
  })
  return {
    trustedRoot: {
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      certificateAuthorities: [
        {
          ...{ uri: 'https://ca.example', validFor: always },
          subject: { organization: 'mock', commonName: 'mock' },
          certChain: { certificates: [{ rawBytes: bytes(ca.rootCertificate) }] },
        },
      ],
      tlogs: [log(tLog.publicKey, sha256Of(tLog.publicKey))],
      ctlogs: [log(ctLog.publicKey, bytes(ctLog.logID))],
      timestampAuthorities: [],
    },
    sign: async (statement, claims) => {
      const builder = new DSSEBundleBuilder({
        signer: new FulcioSigner({
          fulcioBaseURL: url,
          identityProvider: { getToken: () => Promise.resolve(tokenOf(claims)) },
        }),
        witnesses: [new RekorWitness({ rekorBaseURL: url, entryType: 'intoto' })],
      })
      const bundle: Bundle = await builder.create({
        ...{ data: Buffer.from(statement), type: 'application/vnd.in-toto+json' },
      })
      return bundleToJSON(bundle)
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  }
}

/** An OIDC token that nobody signed: the authority here believes it. */
function tokenOf(claims: Claims): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const sub = `https://github.com/${claims.job_workflow_ref}`
  return [part({ alg: 'none' }), part({ iss: issuer, sub, ...claims }), 'x'].join('.')
}
