// The worlds in test/scenarios/ are the specification. The other half is in scenarios.second-half.test.ts.
import { playWorlds } from './replay/play-worlds.ts'

playWorlds('first')
