import { AppError } from '../../src-shared/errors.ts'
import { KeyQueue } from '../lib/key-queue.ts'
import type { CfgutilCall } from './arguments.ts'
import type { Ecid } from '../../src-shared/ecid.ts'
import { troubleError, wordlessError } from './failure.ts'
import { withIdentityFiles } from './identity-files.ts'
import type { SupervisionKeys } from './identity-files.ts'
import { readOutput } from './output.ts'
import type { CommandOutput } from './output.ts'
import { runCfgutil } from './run-tool.ts'
import type { ToolLimits, ToolOutput } from './run-tool.ts'

export type CfgutilOptions = {
  /** Absolute. */
  readonly path: string
  /** The organization's supervision identity, for what only its holder may do; null: none here. */
  readonly keys: SupervisionKeys | null
  /** Directory for files that cfgutil must read: the Mac's own for temporary files. */
  readonly temporary: string
}

/** How long cfgutil itself may look for the device, in seconds (its `--timeout`). */
const lookSeconds = 15

export type DeviceCall = CfgutilCall & {
  readonly ecid: Ecid
  readonly limits: ToolLimits
  readonly asSupervisor?: boolean
}

/**
 * Apple's cfgutil. It is not made for two calls to one device at a time, nor its overlapping on a bus full of devices,
 * so that calls to a device follow each other; a call is always for one device, named by its ECID.
 */
export class Cfgutil {
  readonly #options: CfgutilOptions
  readonly #queue = new KeyQueue()

  constructor(options: CfgutilOptions) {
    this.#options = options
  }

  get path(): string {
    return this.#options.path
  }

  get canSupervise(): boolean {
    return this.#options.keys !== null
  }

  /** The text it prints, for calls that have no JSON. @throws AppError as `runCfgutil` */
  text(call: CfgutilCall, limits: ToolLimits, signal: AbortSignal): Promise<ToolOutput> {
    return runCfgutil(this.path, call, limits, signal)
  }

  /** A call that names no device. @throws AppError as `runCfgutil`, and what cfgutil refuses */
  async everywhere(call: CfgutilCall, limits: ToolLimits, signal: AbortSignal): Promise<CommandOutput> {
    const output = await runCfgutil(this.path, { ...call, globals: [['--format', 'JSON']] }, limits, signal)
    return judge(call, output)
  }

  /**
   * A call to one device.
   * @returns what cfgutil says of that device, unparsed; undefined when it says nothing of it
   * @throws AppError as `runCfgutil`; `configurator.wrongDevice` when it names another; what it refuses
   */
  onDevice({ ecid, limits, asSupervisor = false, ...call }: DeviceCall, signal: AbortSignal): Promise<unknown> {
    return this.#inTurn(ecid, signal, async () => {
      const output = await this.#withKeys(asSupervisor, (keys) => {
        const globals = [['--format', 'JSON'], ['--timeout', String(lookSeconds)], ...keys, ['--ecid', ecid]] as const
        return runCfgutil(this.path, { ...call, globals }, limits, signal)
      })
      const result = judge(call, output)
      const trouble = result.deviceTroubles.get(ecid)
      if (trouble !== undefined) throw troubleError(call.verb, trouble)
      const others = result.devices.filter((one) => one !== ecid)
      if (others.length > 0)
        throw new AppError('configurator.wrongDevice', { verb: call.verb, ecid, named: others[0]! })
      if (!result.devices.includes(ecid) && !result.output.has(ecid)) {
        throw new AppError('configurator.deviceLeft', {
          verb: call.verb,
          domain: 'cfgutil',
          code: 0,
          text: '',
          status: '',
        })
      }
      return result.output.get(ecid)
    })
  }

  async #inTurn<T>(ecid: Ecid, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const giveBack = await this.#queue.take(ecid, signal)
    try {
      return await work()
    } finally {
      giveBack()
    }
  }

  #withKeys(
    wanted: boolean,
    work: (flags: readonly (readonly ['--certificate' | '--private-key', string])[]) => Promise<ToolOutput>,
  ): Promise<ToolOutput> {
    if (!wanted) return work([])
    const { keys, temporary } = this.#options
    if (keys === null) throw new AppError('stage.identityMissing')
    return withIdentityFiles(temporary, keys, ({ certificate, privateKey }) =>
      work([
        ['--certificate', certificate],
        ['--private-key', privateKey],
      ]),
    )
  }
}

function judge({ verb }: CfgutilCall, output: ToolOutput): CommandOutput {
  const result = readOutput(output)
  if (result === null) throw wordlessError(verb, output)
  if (result.kind === 'failed') throw troubleError(verb, result.trouble)
  return result
}
