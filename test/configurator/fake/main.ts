/** A stand-in for Apple's cfgutil, run as a program of its own. Its first argument is the folder of its state. */
import { appendFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readCommandLine } from './command-line.ts'
import type { CommandLine } from './command-line.ts'
import { changeState, readState } from './state.ts'
import type { FakeDevice, FakeFault } from './state.ts'
import { acts } from './verbs.ts'
import type { FakeAnswer } from './verbs.ts'

const [directory = '', ...argv] = process.argv.slice(2)
record()
for (const what of ['begins', 'ends'] as const) {
  const note = (): void => appendFileSync(join(directory, 'order.txt'), `${what}\n`)
  if (what === 'begins') note()
  else process.once('exit', note)
}
const line = readCommandLine(argv)
if (typeof line === 'string') {
  process.stderr.write(`cfgutil: error: ${line}\n`)
  process.exit(1)
}
const fault = changeState(directory, (state) => {
  const at = state.faults.findIndex(({ verb }) => verb === line.verb)
  return at < 0 ? null : (state.faults.splice(at, 1)[0] ?? null)
})
if (fault === null || !misbehave(line, fault)) behave(line)

/** Every call leaves its arguments, and how its files were protected while it ran. */
function record(): void {
  const files = argv.filter((word) => word.startsWith('/')).flatMap((path) => statOf(path) ?? [])
  const environment = Object.keys(process.env)
  appendFileSync(join(directory, 'calls.jsonl'), `${JSON.stringify({ argv, pid: process.pid, files, environment })}\n`)
}

function statOf(path: string): { path: string; mode: string } | null {
  try {
    return { path, mode: (statSync(path).mode & 0o777).toString(8) }
  } catch {
    return null
  }
}

/** True when the fault is all there is. */
function misbehave(command: CommandLine, one: FakeFault): boolean {
  const chosen = choose(command)[0]
  switch (one.kind) {
    case 'hang':
      if (one.acts === true) perform(command)
      if (one.ignoresTerm === true) process.on('SIGTERM', () => {})
      setInterval(() => {}, 1_000)
      return true
    case 'huge': {
      const chunk = Buffer.alloc(1024 * 1024, 0x20)
      const pour = (): void => void process.stdout.write(chunk, pour)
      pour()
      return true
    }
    case 'partial':
      process.stdout.write(`{"Command":"${command.verb}","Output":{"${chosen?.ecid ?? '0x1'}":{"na`)
      process.exitCode = 1
      return true
    case 'crash':
      process.kill(process.pid, 'SIGABRT')
      setInterval(() => {}, 1_000)
      return true
    case 'exit':
      process.stderr.write(one.stderr)
      process.exitCode = one.code
      return true
    case 'error': {
      const { domain: Domain, code: Code, message: Message } = one
      const affected = { AffectedDevices: chosen === undefined ? [] : [chosen.ecid], UnaffectedDevices: [] }
      print({ Type: 'Error', Command: command.verb, Message, Code, Domain, FailureReason: '', ...affected })
      process.exitCode = 1
      return true
    }
    case 'deviceError': {
      const { domain: Domain, code: Code, message: Message } = one
      say(command, [{ device: chosen!, answer: { trouble: { Domain, Code, Message } } }])
      return true
    }
    case 'otherDevice':
      print({ Command: command.verb, Output: { [one.ecid]: {} }, Type: 'CommandOutput', Devices: [one.ecid] })
      return true
    case 'noise':
      process.stderr.write(
        'objc[412]: Class AMSupportURLConnectionDelegate is implemented in both. Which one is undefined.\n',
      )
      process.stdout.write('{"Type":"Progress","Percent":10}\nStep 2 of 3\n')
      return false
    default:
      return false
  }
}

function behave(command: CommandLine): void {
  const { verb } = command
  if (verb === 'version') return void process.stdout.write(`${readState(directory).versionText}\n`)
  if (verb === 'help') return void process.stdout.write('usage: cfgutil\n')
  if (verb === 'list') return list()
  const chosen = choose(command)
  if (chosen.length === 0) {
    process.stderr.write('cfgutil: error: no devices found\n')
    process.exitCode = 1
    return
  }
  if (chosen.length > 1 && !command.globals.has('--foreach') && !command.globals.has('--ecid')) {
    process.stderr.write('cfgutil: error: more than one device found\n')
    process.exitCode = 1
    return
  }
  say(command, perform(command))
}

type Done = { readonly device: FakeDevice; readonly answer: FakeAnswer }

function perform(command: CommandLine): readonly Done[] {
  return changeState(directory, (state) =>
    choose(command, state.devices).map((device) => {
      if (device.bootedState !== 'Booted' && !['get', 'restore', 'revive'].includes(command.verb)) {
        const trouble = {
          Domain: 'ConfigurationUtilityKit.error',
          Code: 604,
          Message: 'The device is not booted into the System.',
        }
        return { device, answer: { trouble } }
      }
      return { device, answer: acts[command.verb]!(device, command, state) }
    }),
  )
}

function say({ verb, globals }: CommandLine, results: readonly Done[]): void {
  const json = globals.get('--format')?.[0] === 'JSON'
  const good = results.filter(({ answer }) => answer.trouble === undefined)
  const hasErrors = good.length < results.length
  process.exitCode = hasErrors ? 1 : 0
  if (!json) {
    for (const { device, answer } of results) {
      if (answer.trouble === undefined)
        process.stdout.write(`"${verb}" succeeded on ${device.name} (ECID: ${device.ecid}).\n`)
      else
        process.stderr.write(
          `cfgutil: error: ${answer.trouble.Message}\n(Domain: ${answer.trouble.Domain} Code: ${answer.trouble.Code})\n`,
        )
    }
    return
  }
  const Errors = Object.fromEntries(
    results.map(({ device, answer }) => [device.ecid, answer.trouble ?? answer.propertyTroubles ?? {}]),
  )
  const Output = Object.fromEntries(good.map(({ device, answer }) => [device.ecid, answer.properties ?? {}]))
  const withErrors = verb === 'get' || hasErrors
  print({
    Command: verb,
    Output: withErrors ? { ...Output, Errors } : Output,
    Type: 'CommandOutput',
    Devices: good.map(({ device }) => device.ecid),
  })
}

function list(): void {
  const Output = Object.fromEntries(
    present(readState(directory).devices).map(({ ecid, udid, name, deviceType, locationID, bootedState }) => [
      ecid,
      bootedState === 'Booted'
        ? { locationID, UDID: udid, ECID: ecid, name, deviceType }
        : { locationID, UDID: null, ECID: ecid, name: null, deviceType },
    ]),
  )
  print({ Command: 'list', Output, Type: 'CommandOutput', Devices: Object.keys(Output) })
}

function choose({ globals }: CommandLine, devices = readState(directory).devices): FakeDevice[] {
  const wanted = globals.get('--ecid')?.map((ecid) => BigInt(ecid))
  return present(devices).filter(({ ecid }) => wanted === undefined || wanted.includes(BigInt(ecid)))
}

function present(devices: FakeDevice[]): FakeDevice[] {
  return devices.filter(({ awayUntil, isOff }) => !isOff && awayUntil <= Date.now())
}

function print(document: unknown): void {
  process.stdout.write(`${JSON.stringify(document)}\n`)
}
