import { openService } from '../apple/device-link.ts'
import { installAppFromIpa } from '../apple/install-app.ts'
import { openIpa } from '../apple/ipa.ts'
import { browseApps, installationProxyName } from '../apple/services/installation-proxy.ts'
import type { Step, StepContext } from '../engine/ports.ts'
import { attachedDevice, paired } from './hands.ts'
import type { StepHands } from './hands.ts'

/** The blueprint's apps, in its order, from .ipa files; one that is there already is not sent again. */
export function apps(hands: StepHands): Step {
  return async (context) => {
    let installed = 0
    for (const name of context.blueprint.apps) if (await installIfMissing(hands, context, name)) installed++
    return installed > 0 ? {} : { reason: 'apps.already' }
  }
}

async function installIfMissing(hands: StepHands, context: StepContext, name: string): Promise<boolean> {
  const { signal } = context
  const ipa = await openIpa(await hands.appPath(name))
  try {
    if ((await installedBundleIds(hands, context)).has(ipa.bundleId)) return false
    await installAppFromIpa({
      mux: hands.mux,
      device: attachedDevice(context),
      record: await paired(hands, context),
      bundleId: ipa.bundleId,
      ipa: ipa.content(),
      onUpload: () => {},
      onProgress: () => {},
      signal,
    })
    return true
  } finally {
    await ipa.close()
  }
}

export async function installedBundleIds(hands: StepHands, context: StepContext): Promise<ReadonlySet<string>> {
  const { signal } = context
  const record = await paired(hands, context)
  const service = await openService(hands.mux, attachedDevice(context), record, installationProxyName, { signal })
  try {
    return new Set((await browseApps(service, 'User', { signal })).map(({ bundleId }) => bundleId))
  } finally {
    service.close()
  }
}
