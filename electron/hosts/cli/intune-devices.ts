import type { Command } from 'commander'
import type { IntuneDeviceDetail } from '../../../src-shared/intune/record.ts'
import { accountOptions } from './account-command.ts'
import type { AccountFlags } from './account-command.ts'
import type { CliHost } from './cli-host.ts'
import { ask, dayOf, listText, momentOf, numberOf } from './intune-words.ts'

type AuditFlags = AccountFlags & { readonly days?: string; readonly component?: string; readonly limit: string }

const dayMs = 24 * 60 * 60_000

/** `slipway intune devices …`, `categories …`, `events`, `audit`. */
export function addIntuneDevices(intune: Command, host: CliHost): void {
  addDevices(intune.command('devices').description(host.translator.t('intune:devicesAbout')), host)
  addCategories(intune.command('categories').description(host.translator.t('intune:categoriesAbout')), host)
  addEvents(intune, host)
}

function addDevices(devices: Command, host: CliHost): void {
  const { t } = host.translator
  accountOptions(devices.command('list').description(t('intune:deviceListAbout')), host)
    .option('--search <text>', t('intune:option.search'))
    .action((flags: AccountFlags & { readonly search?: string }) =>
      ask(
        flags,
        host,
        (app) => app.handlers['intune.devices']({ search: flags.search ?? null }),
        ({ devices: found }) => {
          const header = (['serial', 'name', 'model', 'user', 'management', 'synced'] as const).map((name) =>
            t(`intune:column.${name}`),
          )
          const rows = found.map((one) => [
            one.serial,
            one.name ?? '–',
            `${one.model ?? ''} ${one.osVersion ?? ''}`.trim(),
            one.user ?? '–',
            one.managementState ?? '–',
            dayOf(one.lastSyncAt, host),
          ])
          return listText(header, rows, t('intune:noDevices'))
        },
      ),
    )
  accountOptions(devices.command('show <device>').description(t('intune:deviceShowAbout')), host).action(
    (device: string, flags: AccountFlags) =>
      ask(
        flags,
        host,
        (app) => app.handlers['intune.device']({ device }),
        (found) => detailText(found.device, host),
      ),
  )
  accountOptions(devices.command('sync <device>').description(t('intune:deviceSyncAbout')), host).action(
    (device: string, flags: AccountFlags) =>
      ask(
        flags,
        host,
        (app) => app.handlers['intune.syncDevice']({ device }),
        () => t('intune:syncAsked'),
      ),
  )
  accountOptions(
    devices.command('category <device> <category>').description(t('intune:deviceCategoryAbout')),
    host,
  ).action((device: string, category: string, flags: AccountFlags) =>
    ask(
      flags,
      host,
      (app) => app.handlers['intune.setCategory']({ device, category }),
      () => t('intune:categorySet'),
    ),
  )
}

function addCategories(categories: Command, host: CliHost): void {
  const { t } = host.translator
  accountOptions(categories.command('list').description(t('intune:categoryListAbout')), host).action(
    (flags: AccountFlags) =>
      ask(
        flags,
        host,
        (app) => app.handlers['intune.categories']({}),
        ({ categories: all }) =>
          listText(
            [t('intune:column.name'), t('intune:column.description'), 'id'],
            all.map(({ name, description, id }) => [name, description, id]),
            t('intune:noCategories'),
          ),
      ),
  )
  accountOptions(categories.command('create <name>').description(t('intune:categoryCreateAbout')), host)
    .option('--description <text>', t('intune:option.description'))
    .action((name: string, flags: AccountFlags & { readonly description?: string }) =>
      ask(
        flags,
        host,
        (app) => app.handlers['intune.createCategory']({ name, description: flags.description ?? '' }),
        ({ category }) => t('intune:categoryMade', { name: category.name }),
      ),
    )
  accountOptions(categories.command('delete <category>').description(t('intune:categoryDeleteAbout')), host).action(
    (category: string, flags: AccountFlags) =>
      ask(
        flags,
        host,
        (app) => app.handlers['intune.deleteCategory']({ category }),
        () => t('intune:categoryDeleted'),
      ),
  )
}

function addEvents(intune: Command, host: CliHost): void {
  const { t } = host.translator
  accountOptions(intune.command('events').description(t('intune:eventsAbout')), host)
    .option('--limit <n>', t('intune:option.limit'), '50')
    .action((flags: AccountFlags & { readonly limit: string }) =>
      ask(
        flags,
        host,
        (app) => app.handlers['intune.troubles']({ limit: numberOf('--limit', flags.limit, 1000) }),
        ({ events }) =>
          listText(
            [t('intune:column.when'), t('intune:column.category'), t('intune:column.reason')],
            events.map(({ at, category, reason }) => [momentOf(at, host), category, reason ?? '']),
            t('intune:noEvents'),
          ),
      ),
    )
  accountOptions(intune.command('audit').description(t('intune:auditAbout')), host)
    .option('--days <n>', t('intune:option.days'))
    .option('--component <name>', t('intune:option.component'))
    .option('--limit <n>', t('intune:option.limit'), '50')
    .action((flags: AuditFlags) =>
      ask(
        flags,
        host,
        (app) =>
          app.handlers['intune.audit']({
            since: flags.days === undefined ? null : Date.now() - numberOf('--days', flags.days, 400) * dayMs,
            component: flags.component ?? null,
            limit: numberOf('--limit', flags.limit, 1000),
          }),
        ({ entries }) =>
          listText(
            (['when', 'actor', 'activity', 'target', 'outcome'] as const).map((name) => t(`intune:column.${name}`)),
            entries.map((one) => [
              momentOf(one.at, host),
              one.actor ?? '–',
              one.activity,
              one.targets.join(', '),
              one.result ?? '',
            ]),
            t('intune:noEvents'),
          ),
      ),
    )
}

function detailText(device: IntuneDeviceDetail, host: CliHost): string {
  const { t } = host.translator
  const gigabytes = (bytes: number | null): string => (bytes === null ? '' : `${(bytes / 1e9).toFixed(1)} GB`)
  const rows: readonly (readonly [string, string | null])[] = [
    [t('intune:column.serial'), device.serial],
    [t('intune:column.name'), device.name],
    [t('intune:column.model'), `${device.model ?? ''} ${device.osVersion ?? ''}`.trim()],
    ['UDID', device.udid],
    ['IMEI', device.imei],
    [t('intune:column.user'), device.user],
    [t('intune:column.profile'), device.profileName],
    [t('intune:column.management'), device.managementState],
    [t('intune:field.compliance'), device.compliance],
    [t('intune:column.category'), device.category],
    [t('intune:field.enrolled'), momentOf(device.enrolledAt, host)],
    [t('intune:column.synced'), momentOf(device.lastSyncAt, host)],
    [t('intune:field.certificate'), dayOf(device.certificateExpiresAt, host)],
    [t('intune:field.storage'), `${gigabytes(device.freeBytes)} / ${gigabytes(device.storageBytes)}`],
    [t('intune:field.notes'), device.notes],
    ...device.actions.map(({ name, state, changedAt }) => [name, `${state} (${momentOf(changedAt, host)})`] as const),
    ['id', device.id],
  ]
  const filled = rows.filter(([, value]) => value !== null && value !== '')
  const width = Math.max(...filled.map(([label]) => label.length))
  const stale = device.staleRecords.length
  return [
    ...filled.map(([label, value]) => `${label.padEnd(width)}  ${value ?? ''}`),
    ...(stale === 0 ? [] : [t('intune:staleRecords', { count: stale })]),
  ].join('\n')
}
