// First line of every script that must not run on an old Node: native add-ons and TypeScript stripping need 24.
// npm puts node_modules/.bin first on PATH, where the node-<platform> package places Node 24; a missing optional package lands here.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(`Slipway needs Node 24 or later; this is ${process.version}.`)
  console.error(
    'On Linux and Windows "npm ci" brings it along (without --omit=optional). Elsewhere install Node 24 and try again.',
  )
  process.exit(1)
}
