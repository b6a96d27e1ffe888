import { AppError } from '../../../src-shared/errors.ts'
import type { IntuneCategory, IntuneDevice, IntuneDeviceDetail } from '../../../src-shared/intune/record.ts'
import type { GraphClient } from '../call.ts'
import { createCategory, deleteCategory, listCategories } from '../resources/device-categories.ts'
import { readManagedDevice, setDeviceCategory, syncManagedDevice } from '../resources/managed-device-detail.ts'
import { findManagedDevices, listManagedDevices } from '../resources/managed-devices.ts'
import type { ManagedDevice } from '../resources/managed-devices.ts'

/** Devices under management, and the categories they are sorted into. */
export class TenantDevices {
  readonly #graph: GraphClient

  constructor(graph: GraphClient) {
    this.#graph = graph
  }

  /** Newest enrollment first. `search`: part of name, serial number or user. */
  async list(search: string | null): Promise<readonly IntuneDevice[]> {
    const text = search?.trim().toLowerCase() ?? ''
    const all = (await listManagedDevices(this.#graph)).map(shown)
    return all.filter(({ name, serial, user }) => `${name ?? ''} ${serial} ${user ?? ''}`.toLowerCase().includes(text))
  }

  /** By Graph id or serial number. @throws AppError 'intune.deviceUnknown' */
  async read(wanted: string): Promise<IntuneDeviceDetail> {
    const id = await this.#idOf(wanted)
    const found = await readManagedDevice(this.#graph, id)
    if (found === null) throw new AppError('intune.deviceUnknown', { name: wanted })
    const records = found.serial === '' ? [] : await findManagedDevices(this.#graph, found.serial)
    const stale = records.filter(
      (record) => record.id !== found.id && (record.enrolledAt ?? 0) < (found.enrolledAt ?? 0),
    )
    const { actions, ...detail } = found
    return {
      ...shown(found),
      udid: detail.udid,
      imei: detail.imei,
      owner: detail.owner,
      wifiAddress: detail.wifiAddress,
      storageBytes: detail.storageBytes,
      freeBytes: detail.freeBytes,
      notes: detail.notes,
      certificateExpiresAt: detail.certificateExpiresAt,
      actions: [...actions],
      staleRecords: stale.map((record) => ({ id: record.id, enrolledAt: record.enrolledAt })),
    }
  }

  /** @throws AppError 'intune.deviceUnknown' */
  async sync(wanted: string): Promise<void> {
    await syncManagedDevice(this.#graph, await this.#idOf(wanted))
  }

  categories(): Promise<readonly IntuneCategory[]> {
    return listCategories(this.#graph)
  }

  /** Looks again before it gives up on a lost answer. @throws AppError 'intune.categoryExists' */
  async createCategory(name: string, description: string): Promise<IntuneCategory> {
    if (named(await this.categories(), name) !== undefined) throw new AppError('intune.categoryExists', { name })
    try {
      return await createCategory(this.#graph, name, description)
    } catch (error) {
      const lost = error instanceof AppError && error.code === 'graph.outcomeUnknown'
      const there = lost ? named(await this.categories(), name) : undefined
      if (there === undefined) throw error
      return there
    }
  }

  /** @throws AppError 'intune.categoryUnknown' */
  async deleteCategory(wanted: string): Promise<void> {
    await deleteCategory(this.#graph, (await this.#category(wanted)).id)
  }

  /** @throws AppError 'intune.categoryUnknown', 'intune.deviceUnknown' */
  async setCategory(device: string, category: string): Promise<void> {
    const [id, { id: categoryId }] = await Promise.all([this.#idOf(device), this.#category(category)])
    await setDeviceCategory(this.#graph, id, categoryId)
  }

  async #category(wanted: string): Promise<IntuneCategory> {
    const all = await this.categories()
    const found = all.find(({ id }) => id.toLowerCase() === wanted.toLowerCase()) ?? named(all, wanted)
    if (found === undefined) throw new AppError('intune.categoryUnknown', { name: wanted })
    return found
  }

  /** A serial number may have several records; the newest enrollment is the device as it is. */
  async #idOf(wanted: string): Promise<string> {
    if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(wanted)) return wanted
    const [newest] = await findManagedDevices(this.#graph, wanted.trim())
    if (newest === undefined) throw new AppError('intune.deviceUnknown', { name: wanted })
    return newest.id
  }
}

function named(all: readonly IntuneCategory[], name: string): IntuneCategory | undefined {
  return all.find((category) => category.name.trim().toLowerCase() === name.trim().toLowerCase())
}

function shown({ enrollmentProfileName, userPrincipalName, ...device }: ManagedDevice): IntuneDevice {
  return {
    id: device.id,
    serial: device.serial,
    name: device.name,
    model: device.model,
    osVersion: device.osVersion,
    supervised: device.supervised,
    enrolledAt: device.enrolledAt,
    lastSyncAt: device.lastSyncAt,
    managementState: device.managementState,
    compliance: device.compliance,
    enrollmentType: device.enrollmentType,
    profileName: enrollmentProfileName || null,
    user: userPrincipalName,
    category: device.category,
  }
}
