// What ran, from the test runners' own JSON reports.
import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { root } from './tools.mjs'

export const nothing = Object.freeze({ passed: 0, failed: 0, skipped: 0, failures: [], notes: [], closing: [] })

/** Sums counts; failures, notes and closing lines are strung together. */
export function add(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
    notes: [...a.notes, ...b.notes],
    closing: [...a.closing, ...b.closing],
  }
}

/** A check that is no test of its own (formatter, compiler) counts as one. */
export function countCheck(name, result) {
  if (result.code === 0) return { ...nothing, passed: 1 }
  return failure(result.timedOut ? `${name} did not end in time` : `${name} (exit code ${result.code})`)
}

/** One failure with its sentence. */
export function failure(sentence) {
  return { ...nothing, failed: 1, failures: [sentence] }
}

/** Counts of a Vitest run. A file that cannot be loaded holds no test, yet counts as one failure. */
export function countVitest(reportFile, result) {
  const report = readReport(reportFile)
  if (report === undefined) return failure(explainNoReport('Vitest', result))
  let counts = nothing
  for (const file of report.testResults) {
    const path = relative(root, file.name)
    if (file.assertionResults.length === 0 && file.status === 'failed') {
      counts = add(counts, failure(`${path}: ${firstLine(file.message) || 'could not be loaded'}`))
    }
    for (const test of file.assertionResults) {
      const name = `${path}: ${[...test.ancestorTitles, test.title].join(' > ')}`
      if (test.status === 'passed') counts = add(counts, { ...nothing, passed: 1 })
      else if (test.status === 'failed') counts = add(counts, failure(name))
    }
    const skipped = file.assertionResults.filter(({ status }) => status !== 'passed' && status !== 'failed')
    if (skipped.length > 0) counts = add(counts, skips(path, skipped))
  }
  return withExit('Vitest', counts, result)
}

/** One note for each file, naming the groups that were left out: they say why in their names. */
function skips(path, tests) {
  const groups = [...new Set(tests.map(({ ancestorTitles, title }) => ancestorTitles[0] ?? title))]
  return { ...nothing, skipped: tests.length, notes: [`skipped: ${path}: ${tests.length} tests: ${groups.join('; ')}`] }
}

/** Counts of a Playwright run. A test that passed only when tried again passes, with a note. */
export function countPlaywright(reportFile, result) {
  const report = readReport(reportFile)
  if (report === undefined) return failure(explainNoReport('Playwright', result))
  let counts = nothing
  for (const { name, status } of playwrightTests(report.suites ?? [], [])) {
    if (status === 'unexpected') counts = add(counts, failure(name))
    else if (status === 'skipped') counts = add(counts, { ...nothing, skipped: 1, notes: [`skipped: ${name}`] })
    else
      counts = add(counts, {
        ...nothing,
        passed: 1,
        notes: status === 'flaky' ? [`passed only on a retry: ${name}`] : [],
      })
  }
  for (const error of report.errors ?? [])
    counts = add(counts, failure(`Playwright: ${firstLine(error.message ?? 'error')}`))
  return withExit('Playwright', counts, result)
}

function* playwrightTests(suites, titles) {
  for (const suite of suites) {
    const path = suite.title === '' ? titles : [...titles, suite.title]
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests ?? []) yield { name: [...path, spec.title].join(' > '), status: test.status }
    }
    yield* playwrightTests(suite.suites ?? [], path)
  }
}

/** A runner that ends badly though no test failed (unhandled rejection, no test at all, time limit) is a failure as well. */
function withExit(runner, counts, result) {
  const none = counts.passed + counts.failed + counts.skipped === 0
  if (none && !result.timedOut) return failure(`${runner} found no tests (exit code ${result.code})`)
  if (counts.failed === 0 && (result.code !== 0 || result.timedOut)) {
    return add(counts, failure(explainEnd(runner, result)))
  }
  return counts
}

function explainEnd(runner, result) {
  if (result.timedOut) return `${runner} was ended at its time limit`
  return `${runner} ended with exit code ${result.code} and no failed test; its output above says why`
}

function explainNoReport(runner, result) {
  if (result.timedOut) return explainEnd(runner, result)
  return `${runner} ended before any test (exit code ${result.code}); its output above says why`
}

function readReport(file) {
  if (!existsSync(file)) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function firstLine(text) {
  return (text ?? '').split('\n', 1)[0]
}
