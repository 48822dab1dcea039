// `node test/tools/trestle.ts`: writes the OSCAL files of many worlds, and has compliance-trestle read them strictly.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { loadWorld } from '../github-double/world/world.ts'
import { runBundle } from '../replay/bundle-pool.ts'
import { worldWithPolicy } from '../replay/clean-world.ts'
import { replay } from '../replay/replay.ts'
import { worldFile, worldPaths } from '../replay/world-files.ts'

const { TRESTLE = '' } = process.env

/** It refuses what OSCAL does not know, and UUIDs that stand twice. */
const reading = `
import sys
from pathlib import Path
from trestle.oscal import OSCAL_VERSION
from trestle.oscal.assessment_results import AssessmentResults
from trestle.core.validator_factory import validator_factory
from argparse import Namespace
assert OSCAL_VERSION == '1.2.1', OSCAL_VERSION
validator = validator_factory.get(Namespace(mode='all', quiet=True))
for path in sys.argv[1:]:
    read = AssessmentResults.oscal_read(Path(path))
    assert read is not None, f'{path} cannot be read'
    assert f'"oscal-version":"{OSCAL_VERSION}"' in Path(path).read_text(), path
    assert validator.model_is_valid(read, True, Path('.')), f'{path} is not valid'
print(f'{len(sys.argv) - 1} files are assessment results of OSCAL {OSCAL_VERSION}')
`

/** The first of each folder, and one whose policy selects standards. */
const worlds = [
  ...[...Map.groupBy(worldPaths, (path) => dirname(path)).values()].map(([path = '']) =>
    loadWorld(readFileSync(worldFile(path), 'utf8')),
  ),
  worldWithPolicy('version: 1\ncontrols: [nist-800-53, sox, slsa]\n'),
]

const folder = mkdtempSync(join(tmpdir(), 'oscal-'))
try {
  const files: string[] = []
  for (const [at, world] of worlds.entries()) {
    const inputs = { ...world.inputs, formats: 'oscal' }
    const { evidence } = await replay({ ...world, inputs }, { pool: runBundle, keep: true })
    if (evidence === null) continue
    const text = readFileSync(evidence.replace(/\.json$/, '.oscal.json'), 'utf8')
    rmSync(dirname(dirname(dirname(evidence))), { recursive: true, force: true })
    const file = join(folder, `${at}.json`)
    writeFileSync(file, text)
    files.push(file)
  }
  const env = { ...process.env, PYTHONPATH: TRESTLE }
  const options = { env, cwd: folder, encoding: 'utf8' } as const
  console.log(execFileSync('python3', ['-c', reading, ...files], options).trim())
} finally {
  rmSync(folder, { recursive: true })
}
