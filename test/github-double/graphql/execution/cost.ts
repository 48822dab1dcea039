// GraphQL: what a query costs, by the formula that GitHub documents.
import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'

export type Cost = { points: number; nodes: number }
export type Variables = Readonly<Record<string, unknown>>

/** One request for each connection under each parent; a hundred requests are one point. */
export function costOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): Cost {
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one.selectionSet] as const] : [],
    ),
  )
  let requests = 0
  let nodes = 0

  function walk(selections: SelectionSetNode | undefined, parents: number): void {
    for (const selection of selections?.selections ?? []) {
      if (selection.kind === Kind.FIELD) walk(selection.selectionSet, below(selection, parents))
      else if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, parents)
      else walk(fragments.get(selection.name.value), parents)
    }
  }

  function below(field: FieldNode, parents: number): number {
    const size = Math.max(...['first', 'last'].map((name) => Number(argument(field, name) ?? 0)))
    if (size > 0) {
      requests += parents
      nodes += parents * size
      return parents * size
    }
    const ids = argument(field, 'ids')
    return field.name.value === 'nodes' && Array.isArray(ids) ? parents * ids.length : parents
  }

  function argument(field: FieldNode, name: string): unknown {
    const given = field.arguments?.find((one) => one.name.value === name)
    return given === undefined ? undefined : literal(given.value)
  }

  function literal(value: ValueNode): unknown {
    if (value.kind === Kind.VARIABLE) {
      const { name } = value
      const given = operation.variableDefinitions?.find(
        (one) => one.variable.name.value === name.value,
      )
      return variables[name.value] ?? (given?.defaultValue && literal(given.defaultValue))
    }
    if (value.kind === Kind.LIST) return value.values.map(literal)
    return value.kind === Kind.INT ? Number(value.value) : undefined
  }

  walk(operation.selectionSet, 1)
  return { points: Math.max(1, Math.round(requests / 100)), nodes }
}
