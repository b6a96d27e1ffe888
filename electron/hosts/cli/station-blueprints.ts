import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { checkBlueprint } from '../../../src-shared/blueprint-check.ts'
import { AppError } from '../../../src-shared/errors.ts'
import type { App } from '../../app.ts'
import type { Connection } from '../connection.ts'
import { checkBlueprintFile, readBlueprint } from './blueprint-file.ts'
import { remarkTexts } from './blueprint-remarks.ts'
import type { CliHost } from './cli-host.ts'
import { formatTable } from './table.ts'
import { connectionOptions, withApp } from './with-app.ts'

type Flags = Connection & { readonly json?: boolean; readonly replace?: boolean }

/** `slipway blueprint stored | import | export | delete`: the blueprints of a data directory. */
export function addStationBlueprints(group: Command, host: CliHost): void {
  const { t } = host.translator
  const add = (spec: string, what: 'stored' | 'import' | 'export' | 'delete'): Command =>
    connectionOptions(group.command(spec).description(t(`lookup:blueprint.${what}`)), host)
  add('stored', 'stored').action((flags: Flags) => withApp(flags, host, (app) => list(app, flags, host)))
  add('import', 'import')
    .argument('<file>')
    .option('--replace', t('lookup:blueprint.replace'))
    .action((file: string, flags: Flags) => withApp(flags, host, (app) => importFile(app, file, flags, host)))
  add('export', 'export')
    .argument('<id>')
    .argument('[file]')
    .action((id: string, file: string | undefined, flags: Flags) =>
      withApp(flags, host, (app) => exportFile(app, id, file, host)),
    )
  add('delete', 'delete')
    .argument('<id>')
    .action((id: string, flags: Flags) =>
      withApp(flags, host, async (app) => {
        await app.handlers['blueprints.delete']({ id })
        say(t('lookup:blueprint.deleted', { id }))
      }),
    )
}

async function list(app: App, { json }: Flags, { translator: { t } }: CliHost): Promise<void> {
  const stored = await storedBlueprints(app)
  if (json === true) return say(JSON.stringify({ blueprints: stored }, null, 2))
  const header = (['id', 'name', 'route', 'erase'] as const).map((key) => t(`lookup:blueprint.column.${key}`))
  const rows = stored.map(({ id, name, route, erase }) => [
    id,
    name,
    t(`blueprint:value.route.${route}`),
    t(`blueprint:value.erase.${erase}`),
  ])
  say(formatTable(header, rows))
}

/** Remarks about keys and old or unknown fields are said, and hinder nothing. */
async function importFile(app: App, file: string, { replace }: Flags, { translator: { t } }: CliHost): Promise<void> {
  const blueprint = readBlueprint(file, t)
  const { replaced } = await app.handlers['blueprints.put']({ blueprint, replace: replace === true })
  say(t(replaced ? 'lookup:blueprint.replaced' : 'lookup:blueprint.imported', { id: blueprint.id }))
  for (const remark of remarkTexts(checkBlueprintFile(file, t), t)) say(`  ${remark}`)
}

async function exportFile(app: App, id: string, file: string | undefined, host: CliHost): Promise<void> {
  const found = (await storedBlueprints(app)).find((one) => one.id === id)
  if (found === undefined) throw new AppError('stage.unknownBlueprint', { id })
  const text = JSON.stringify(found, null, 2)
  if (file === undefined) return say(text)
  try {
    await writeFile(file, `${text}\n`, { flag: 'wx' })
  } catch (error) {
    const reason = String((error as NodeJS.ErrnoException).code)
    throw new AppError('app.fileUnwritable', { path: file, reason }, { cause: error })
  }
  say(host.translator.t('lookup:blueprint.exported', { id, file }))
}

async function storedBlueprints(app: App) {
  const { blueprints } = await app.handlers['blueprints.list']({})
  return blueprints.flatMap((one) => checkBlueprint(one).blueprint ?? [])
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
