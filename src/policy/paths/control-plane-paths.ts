// Which files are the control plane: the person who edits them decides what will be checked, and by whom.
import type { ChangedFile } from '../../facts/facts.ts'
import { matches } from './patterns.ts'

const governed = matches([
  '/CODEOWNERS',
  '/.github/CODEOWNERS',
  '/docs/CODEOWNERS',
  '/.github/workflows/**',
  '/.github/actions/**',
  'action.yml',
  'action.yaml',
])

/** Both names of every file that the control plane holds, the policy itself among them. */
export function controlPlanePaths(
  files: readonly ChangedFile[],
  policyPath: string,
): readonly string[] {
  return files.flatMap((file) => {
    const names = file.previous === null ? [file.path] : [file.path, file.previous]
    const matched = governed(file)
    return names.filter((name) => matched.includes(name) || isAtPolicy(name, policyPath))
  })
}

/** The policy itself, or what stands in a directory at its place: either way it is no longer the same file. */
export function isAtPolicy(path: string, policyPath: string): boolean {
  const [given, policy] = [path.toLowerCase(), policyPath.toLowerCase()]
  return given === policy || given.startsWith(`${policy}/`)
}
