// `npm test`: runs every suite, also after a failure, and ends in one line of counts. Plain JavaScript, so that an old Node can say what is wrong.
import { parseArgs } from 'node:util'
import { add, failure, nothing } from './testing/counts.mjs'
import { explainMissing, installMissing } from './testing/outside.mjs'
import { suites } from './testing/suites.mjs'
import { endEverything, findNode } from './testing/tools.mjs'

const usage = `npm test                        every suite (a few minutes)
npm test -- --only unit,e2e     some of them
npm test -- --full              the long ones whole, axe in every theme (also: npm run test:full; of the faults alone: npm run test:faults)
npm test -- --list              the suites by name

As root on Debian, or with CI=true, missing programs are installed; otherwise their part is skipped.
With CI=true whatever is skipped counts as failed.`

const ci = process.env.CI === 'true'

/** Runs one suite and prints its wall time. */
async function runSuite(suite, options) {
  console.log(`\n== ${suite.name}: ${suite.about}`)
  const started = performance.now()
  let counts
  try {
    counts = await runWithNeeds(suite, options)
  } catch (error) {
    counts = failure(error instanceof Error ? error.message : String(error))
  }
  const ms = performance.now() - started
  console.log(`-- ${suite.name}: ${(ms / 1000).toFixed(1)} s`)
  return { name: suite.name, ms, counts: ci ? skipsFail(counts) : counts }
}

/** Installs what may be installed; what is still missing skips the suite, or is noted where the tests skip part by part. */
async function runWithNeeds(suite, options) {
  const needs = suite.needs ?? []
  const troubles = await installMissing(needs, say)
  const missing = explainMissing(needs)
  if (missing === undefined) return suite.run(suite, options)
  const reason = `skipped: ${suite.name} ${[missing, ...troubles].join(' ')}`
  say(reason)
  if (!suite.inParts) return { ...nothing, skipped: 1, notes: [reason] }
  return add(await suite.run(suite, options), ci ? failure(reason) : { ...nothing, notes: [reason] })
}

/** With CI=true a skip is a failure: a machine that cannot run a test must not call it passed. */
function skipsFail(counts) {
  if (counts.skipped === 0) return counts
  const skipped = counts.notes.filter((note) => note.startsWith('skipped: '))
  const notes = counts.notes.filter((note) => !note.startsWith('skipped: '))
  return {
    ...counts,
    failed: counts.failed + counts.skipped,
    skipped: 0,
    failures: [...counts.failures, ...skipped],
    notes,
  }
}

function printTable(results) {
  const row = (name, ...columns) =>
    console.log(name.padEnd(12) + columns.map((column) => String(column).padStart(9)).join(''))
  console.log('')
  row('suite', 'passed', 'failed', 'skipped', 'seconds')
  for (const { name, counts, ms } of results)
    row(name, counts.passed, counts.failed, counts.skipped, (ms / 1000).toFixed(1))
  row(
    'all',
    ...['passed', 'failed', 'skipped'].map((key) => results.reduce((sum, { counts }) => sum + counts[key], 0)),
    seconds(results),
  )
}

function seconds(results) {
  return (results.reduce((sum, { ms }) => sum + ms, 0) / 1000).toFixed(1)
}

/** The failures by name, the notes, and last the one line that programs read; a suite run alone may add its own. */
function printEnd(results) {
  const total = results.map(({ counts }) => counts).reduce(add, nothing)
  for (const { name, counts } of results) {
    for (const sentence of counts.failures.slice(0, 50)) console.log(`failed in ${name}: ${sentence}`)
    if (counts.failures.length > 50) console.log(`failed in ${name}: and ${counts.failures.length - 50} more`)
  }
  for (const note of total.notes) console.log(note)
  const alone = results.length === 1
  if (!alone) for (const line of total.closing) console.log(line)
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
  if (alone) for (const line of total.closing) console.log(line)
  return total.failed === 0 ? 0 : 1
}

function chooseSuites({ only }) {
  if (only === undefined) return suites
  const names = only.split(',').map((name) => name.trim())
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name))
  if (unknown.length > 0)
    throw new Error(`No such suite: ${unknown.join(', ')}. There are: ${suites.map(({ name }) => name).join(', ')}`)
  return suites.filter((suite) => names.includes(suite.name))
}

async function main() {
  const options = {
    only: { type: 'string' },
    full: { type: 'boolean' },
    list: { type: 'boolean' },
    help: { type: 'boolean' },
  }
  const { values } = parseArgs({ options })
  if (values.help) return say(usage)
  if (values.list) return say(suites.map((suite) => `${suite.name.padEnd(12)}${suite.about}`).join('\n'))
  const chosen = chooseSuites(values)
  if (findNode() === undefined) {
    const sentence = `Slipway needs Node 24 or later; this is ${process.version}. On Linux and Windows "npm ci" (without --omit=optional) brings it; elsewhere install Node 24.`
    return printEnd([{ name: 'set-up', counts: failure(sentence) }])
  }
  const results = []
  for (const suite of chosen) results.push(await runSuite(suite, { full: values.full === true }))
  printTable(results)
  return printEnd(results)
}

function say(text) {
  console.log(text)
  return 0
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
]) {
  process.on(signal, () => {
    endEverything()
    process.exit(code)
  })
}
try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  console.log('\n0 passed, 1 failed, 0 skipped')
  process.exitCode = 2
}
