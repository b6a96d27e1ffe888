import type { Command } from 'commander'
import { AppError } from '../../../src-shared/errors.ts'
import type { App } from '../../app.ts'
import type { Connection } from '../connection.ts'
import type { CliHost } from './cli-host.ts'
import { connectionOptions, readDevices, withApp } from './with-app.ts'

type RunFlags = Connection & { readonly batch?: string }

/** `slipway runs pause | resume | release | retry`: what may be asked of runs that were started. */
export function addRunsCommand(program: Command, host: CliHost): void {
  const { t } = host.translator
  const runs = program.command('runs').description(t('automation:runsAbout'))
  for (const verb of ['pause', 'resume', 'release'] as const) {
    connectionOptions(
      runs
        .command(verb)
        .description(t(`automation:${verb}About`))
        .argument('[udid...]'),
      host,
    ).action((names: string[], flags: RunFlags) =>
      withApp(flags, host, async (app) => {
        await app.handlers[`runs.${verb}`](names.length === 0 ? {} : { udids: await named(app, names) })
      }),
    )
  }
  connectionOptions(runs.command('retry').description(t('automation:retryAbout')).argument('[udid...]'), host)
    .option('--batch <id>', t('automation:batchOption'))
    .action((names: string[], flags: RunFlags) =>
      withApp(flags, host, async (app) => {
        const udids = names.length === 0 ? undefined : await named(app, names)
        // An erase needs a consent, and so its own command: slipway stage.
        await app.handlers['runs.retry']({
          consent: null,
          ...(udids !== undefined && { udids }),
          ...(flags.batch !== undefined && { batchId: flags.batch }),
        })
      }),
    )
}

async function named(app: App, names: readonly string[]): Promise<string[]> {
  const views = await readDevices(app)
  return names.map((name) => {
    const found = views.find(({ udid, facts }) => udid === name || facts?.serial === name)
    if (found === undefined) throw new AppError('stage.unknownDevice', { udid: name })
    return found.udid
  })
}
