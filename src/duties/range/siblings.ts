// Whether a workflow that the policy names beside the one that asks keeps its promise: that its job runs the gate.
import type { TextFile } from '../../facts/facts.ts'

/**
 * Completes "the deployment of abc1234 ..."; null: nothing shows that the gate is left out. A file that is gone, and one
 * that calls another workflow, are taken by the policy's word. Whether a step that is there is run, no text tells.
 */
export function notRunByTheGate(file: TextFile | null, action: string | null): string | null {
  if (file === null) return null
  if (file.flaw !== null) return `was by ${file.path}, which cannot be read`
  const used = [...file.text.matchAll(/^[\s-]*uses:\s*["']?([^\s"'#]+)/gm)].map(([, name]) => name)
  return used.some((name) => mayBeTheGate(name ?? '', action))
    ? null
    : `was by ${file.path}, which does not use the gate`
}

/** `./` is the gate's own repository, and a reusable workflow may run anything. */
function mayBeTheGate(used: string, action: string | null): boolean {
  const [path = ''] = used.split('@')
  if (path === './' || /\.ya?ml$/.test(path)) return true
  const repository = path.split('/').slice(0, 2).join('/').toLowerCase()
  // A copy of the action under another owner is called like it.
  return baseOf(repository) === baseOf((action ?? ownName).toLowerCase())
}

const ownName = 'separation-of-duties/gate'

const baseOf = (repository: string): string => repository.split('/').at(-1) ?? ''
