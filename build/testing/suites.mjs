// The suites behind `npm test`, in the order they run. Each returns counts; nothing here throws for a failing test.
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { countCommands } from './commands.mjs'
import { add, countCheck, countPlaywright, countVitest, failure, nothing } from './counts.mjs'
import { outsideEnvironment } from './outside.mjs'
import { testPrograms } from './programs.mjs'
import { root, runTool } from './tools.mjs'

const reports = join(root, 'node_modules', '.cache', 'slipway-tests')

/** `needs`: names in outside.mjs; with `inParts` the tests themselves skip what cannot run. `minutes`: after that the suite is ended and failed. */
export const suites = [
  { name: 'format', about: 'formatter (oxfmt)', run: () => check('oxfmt', 'oxfmt', ['--check', '.']) },
  { name: 'lint', about: 'linter with types (oxlint)', run: lint },
  { name: 'types', about: 'TypeScript: shared, node, renderer, browser tests', run: types },
  { name: 'unit', about: 'unit tests, layers and repository rules', minutes: 8, run: (suite) => vitest(suite, 'unit') },
  {
    name: 'dead-code',
    about: 'unused files, exports and dependencies (knip)',
    run: deadCode,
  },
  {
    name: 'journeys',
    about: 'the whole app on the practice world',
    needs: ['clients', 'npmClients'],
    inParts: true,
    minutes: 20,
    run: (suite) => vitest(suite, 'journeys'),
  },
  {
    name: 'interop',
    about: "other people's programs against the practice world",
    needs: ['clients', 'npmClients'],
    inParts: true,
    minutes: 8,
    run: async (suite) => countCommands(reportOf(suite.name), await vitest(suite, 'interop')),
  },
  {
    name: 'e2e',
    about: 'the interface in a real browser (Playwright)',
    needs: ['browser'],
    minutes: 8,
    run: playwright,
  },
  {
    name: 'faults',
    about: 'cores that are killed, and what else goes wrong: a seeded draw, with --full all of it',
    minutes: 12,
    run: (suite, { full }) =>
      full ? vitest({ ...suite, minutes: 240 }, 'faults', { SLIPWAY_FAULTS: 'all' }) : vitest(suite, 'faults'),
  },
]

async function check(packageName, command, args) {
  return countCheck(command, await runTool(packageName, command, args, { minutes: 3 }))
}

function lint() {
  return check('oxlint', 'oxlint', [
    '-c',
    'build/oxlintrc.json',
    '--type-aware',
    '--report-unused-disable-directives-severity=error',
  ])
}

/** Once with the tests, for every export; once without, for files that only a test still uses. */
async function deadCode() {
  const production = ['-c', 'build/knip.json', '--production', '--include', 'files', '--no-config-hints']
  const both = await Promise.all([check('knip', 'knip', ['-c', 'build/knip.json']), check('knip', 'knip', production)])
  return both.reduce(add)
}

/** Two compilers beside each other, each with one thread: the threads of one would check the same types again. */
async function types() {
  const lanes = await Promise.all([['node'], ['shared', 'renderer', 'e2e']].map(checkTypes))
  return lanes.reduce(add)
}

async function checkTypes(parts) {
  let counts = nothing
  for (const part of parts) {
    const args = ['-p', `build/tsconfig.${part}.json`, '--singleThreaded']
    const result = await runTool('typescript', 'tsc', args, { minutes: 3 })
    counts = add(counts, countCheck(`tsc -p build/tsconfig.${part}.json`, result))
  }
  return counts
}

async function vitest(suite, project, env = {}) {
  const report = freshReport(suite.name)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = ['run', '--config', 'build/vitest.config.ts', '--project', project, ...reporters]
  const result = await runTool('vitest', 'vitest', args, {
    env: outsideEnvironment({ ...(await testPrograms()), ...env }),
    minutes: suite.minutes,
  })
  return countVitest(report, result)
}

async function playwright(suite, { full }) {
  const built = await runTool('vite', 'vite', ['build', '-c', 'build/vite.renderer.ts'], { minutes: 3 })
  if (built.code !== 0) return failure('the interface could not be built (vite build -c build/vite.renderer.ts)')
  const report = freshReport(suite.name)
  const env = outsideEnvironment({
    ...(await testPrograms()),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    ...(full && { SLIPWAY_FULL: '1' }),
  })
  const args = ['test', '-c', 'test/e2e/playwright.config.ts', '--reporter=list,json']
  const minutes = full ? 2 * suite.minutes : suite.minutes
  return countPlaywright(report, await runTool('@playwright/test', 'playwright', args, { env, minutes }))
}

function reportOf(name) {
  return join(reports, `${name}.json`)
}

function freshReport(name) {
  const file = reportOf(name)
  mkdirSync(reports, { recursive: true })
  if (existsSync(file)) rmSync(file)
  return file
}
