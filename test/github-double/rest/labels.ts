// REST: labels.
import { nodeId } from '../git/node-id.ts'
import { stableId } from '../git/oid.ts'
import type { Ask } from './answer.ts'
import { repoApi } from './commits.ts'

export const labelView = (ask: Ask, name: string) => ({
  id: stableId(`label ${name}`),
  node_id: nodeId('Label', name),
  url: `${repoApi(ask)}/labels/${encodeURIComponent(name)}`,
  name,
  color: 'ededed',
  default: false,
  description: null,
})
