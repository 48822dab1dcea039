// Before anything else is loaded: an old Node is refused, where the gate would break off in the middle with a stack trace.

/** The oldest on which every world is played. */
const oldest = 22

const { node } = process.versions
if (Number(node.split('.')[0]) < oldest) {
  const remedy = `Install Node ${oldest} or newer and start it with that.`
  process.stderr.write(`The gate needs Node ${oldest}, and this is Node ${node}. ${remedy}\n`)
  process.exit(2)
}
