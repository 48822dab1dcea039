// The second half of the worlds in test/scenarios/: the first is in scenarios.test.ts.
import { playWorlds } from './replay/play-worlds.ts'

playWorlds('second')
