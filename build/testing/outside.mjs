// Programs that npm does not bring: a browser, and other people's clients for the interop tests.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { homedir } from 'node:os'
import { isWindows, root, run, toolEnvironment } from './tools.mjs'

/** Program looked for → Debian package that holds it. */
const clientPrograms = {
  idevice_id: 'libimobiledevice-utils',
  ideviceinstaller: 'ideviceinstaller',
  plistutil: 'libplist-utils',
  usbmuxd: 'usbmuxd',
  openssl: 'openssl',
  certtool: 'gnutls-bin',
  scepclient: 'scep',
  pki: 'strongswan-pki',
  python3: 'python3',
  strace: 'strace',
}
/** Debian packages without a program to look for. */
const plugins = {
  'libstrongswan-extra-plugins': '/usr/share/doc/libstrongswan-extra-plugins',
  'python3-jwt': '/usr/share/doc/python3-jwt',
  'python3-msal': '/usr/share/doc/python3-msal',
  'python3-oauthlib': '/usr/share/doc/python3-oauthlib',
}
/** Where daemons such as usbmuxd are; not on everybody's PATH. */
const daemonFolders = isWindows ? [] : ['/usr/sbin', '/sbin']
const interopFolder = join(root, 'test', 'interop')

/** What a suite may need: `missing()` says what is absent as Debian packages or as an npm folder. */
export const needs = {
  browser: {
    title: 'Chrome or Chromium',
    missing: () => (findBrowser() === undefined && !process.env.CHROME_PATH ? { packages: ['chromium'] } : {}),
  },
  clients: {
    title: 'device and certificate tools',
    missing: () => ({
      packages: [
        ...Object.keys(clientPrograms)
          .filter((program) => findProgram(program) === undefined)
          .map((program) => clientPrograms[program]),
        ...(isDebian() ? Object.keys(plugins).filter((name) => !existsSync(plugins[name])) : []),
      ],
    }),
  },
  npmClients: { title: 'npm clients', missing: () => ({ npm: !npmClientsInstalled() }) },
}

/** Path of a Chrome, Chromium or Edge: CHROME_PATH, then PATH, then where their installers put them. */
export function findBrowser() {
  const chosen = process.env.CHROME_PATH
  if (chosen) return existsSync(chosen) ? chosen : undefined
  for (const name of [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'chrome',
    'microsoft-edge',
  ]) {
    const found = findProgram(name)
    if (found !== undefined) return found
  }
  return usualBrowserPlaces().find((path) => existsSync(path))
}

function usualBrowserPlaces() {
  if (process.platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `${name}.app/Contents/MacOS/${name}`)
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => apps.map((app) => join(folder, app)))
  }
  if (!isWindows) return []
  const folders = [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA].filter(Boolean)
  const apps = [
    'Google/Chrome/Application/chrome.exe',
    'Chromium/Application/chrome.exe',
    'Microsoft/Edge/Application/msedge.exe',
  ]
  return apps.flatMap((app) => folders.map((folder) => join(folder, ...app.split('/'))))
}

function findProgram(name) {
  const env = toolEnvironment()
  const pathKey = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  const folders = [...env[pathKey].split(delimiter), ...daemonFolders]
  const file = isWindows ? `${name}.exe` : name
  return folders.map((folder) => join(folder, file)).find((path) => existsSync(path))
}

/** True when test/interop/node_modules holds just what its lockfile says. */
function npmClientsInstalled() {
  const placed = join(interopFolder, 'node_modules', '.package-lock.json')
  if (!existsSync(placed)) return false
  const wanted = JSON.parse(readFileSync(join(interopFolder, 'package-lock.json'), 'utf8')).packages
  const have = JSON.parse(readFileSync(placed, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || have[path]?.version === entry.version,
  )
}

function isDebian() {
  return existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get')
}

/** Debian packages and npm folders that are absent for these needs. */
function absent(names) {
  const all = names.map((name) => needs[name].missing())
  return { packages: [...new Set(all.flatMap((one) => one.packages ?? []))], npm: all.some((one) => one.npm === true) }
}

/**
 * Installs what these needs lack, where that is allowed (root on Debian, or CI). Says what it does in one line each.
 * @returns {Promise<string[]>} sentences about what went wrong
 */
export async function installMissing(names, say) {
  const { packages, npm } = absent(names)
  const asRoot = process.getuid?.() === 0
  const ci = process.env.CI === 'true'
  const troubles = []
  if (packages.length > 0 && isDebian() && (asRoot || ci)) {
    say(`Installing from Debian: ${packages.join(' ')}`)
    const trouble = await aptInstall(packages, asRoot ? [] : ['sudo', '-n'])
    if (trouble !== undefined) troubles.push(trouble)
  }
  if (npm && ((isDebian() && asRoot) || ci)) {
    say('Installing from npm: test/interop')
    const trouble = await npmInstall()
    if (trouble !== undefined) troubles.push(trouble)
  }
  return troubles
}

async function aptInstall(packages, prefix) {
  const env = toolEnvironment({ DEBIAN_FRONTEND: 'noninteractive' })
  const apt = [...prefix, 'apt-get', '-q', '-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=180']
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const line = [...apt, ...args]
    const result = await run(line[0], line.slice(1), { env, quiet: true, minutes: 8 })
    if (result.code !== 0)
      return `apt-get ${args[0]} failed (${lastLine(result)}); is there a way to Debian's package servers?`
  }
  return undefined
}

async function npmInstall() {
  const cli = process.env.npm_execpath
  const [file, ...first] = cli?.endsWith('.js')
    ? [process.execPath, cli]
    : isWindows
      ? ['cmd.exe', '/d', '/c', 'npm']
      : ['npm']
  for (let attempt = 1; ; attempt += 1) {
    const result = await run(file, [...first, 'ci', '--no-audit', '--no-fund'], {
      cwd: interopFolder,
      quiet: true,
      minutes: 6,
    })
    if (result.code === 0) return undefined
    if (attempt === 2) return `npm ci in test/interop failed (${lastLine(result)}); is there a way to the npm registry?`
  }
}

function lastLine({ output, timedOut }) {
  if (timedOut) return 'no answer in time'
  const lines = output
    .split('\n')
    .filter((line) => /^(E:|npm error|sudo:)/.test(line) && !/A complete log|^npm error\s*$/.test(line))
  return (lines[0] ?? output.trim().split('\n').at(-1) ?? '').trim()
}

/** Undefined when all is there, else one sentence that names what is missing and the one command that installs it. */
export function explainMissing(names) {
  const chosen = process.env.CHROME_PATH
  if (names.includes('browser') && chosen && !existsSync(chosen)) return `CHROME_PATH names no file: ${chosen}`
  const { packages, npm } = absent(names)
  if (packages.length === 0 && !npm) return undefined
  const titles = names
    .filter((name) => absent([name]).packages.length > 0 || absent([name]).npm)
    .map((name) => needs[name].title)
  return `needs ${titles.join(' and ')}. ${installCommand(packages, npm)}`
}

function installCommand(packages, npm) {
  const npmPart = npm ? ['npm ci --prefix test/interop'] : []
  if (packages.length === 0) return `Install: ${npmPart[0]}`
  if (isDebian()) {
    const apt = `apt-get install -y --no-install-recommends ${packages.join(' ')}`
    return `Install: ${[`sudo sh -c 'apt-get update && ${apt}'`, ...npmPart].join(' && ')}`
  }
  if (packages.length === 1 && packages[0] === 'chromium') {
    return `Install: ${isWindows ? 'winget install Google.Chrome' : 'brew install --cask google-chrome'} (or set CHROME_PATH)`
  }
  return `These tools exist together on Debian and Ubuntu: run the tests there, or in a container of one of them (missing: ${packages.join(' ')})`
}

/** Environment in which the suites find what was found here: the browser as CHROME_PATH (and SLIPWAY_CHROMIUM), go-ios (`ios`) and daemons on PATH. */
export function outsideEnvironment(extra = {}) {
  const browser = findBrowser()
  const goIos = findGoIos()
  const folders = [...(goIos ? [dirname(goIos)] : []), ...daemonFolders]
  return toolEnvironment({ ...(browser && { CHROME_PATH: browser, SLIPWAY_CHROMIUM: browser }), ...extra }, folders)
}

/** The go-ios binary for this machine: its package has no bin entry and one folder for each platform. */
function findGoIos() {
  const dist = join(interopFolder, 'node_modules', 'go-ios', 'dist')
  if (!existsSync(dist)) return undefined
  const platform = isWindows ? 'windows' : process.platform
  const folder = readdirSync(dist).find((name) =>
    name.startsWith(`go-ios-${platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`),
  )
  const file = folder && join(dist, folder, isWindows ? 'ios.exe' : 'ios')
  return file && existsSync(file) ? file : undefined
}
