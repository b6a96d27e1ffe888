import type { DeviceFacts } from '../../src-shared/device.ts'
import { AppError } from '../../src-shared/errors.ts'
import {
  buildCloudConfiguration,
  compareCloudConfiguration,
  summarizeCloudConfiguration,
} from '../apple/cloud-configuration.ts'
import type { CloudConfigurationDifference } from '../apple/cloud-configuration.ts'
import type { PlistDict } from '../apple/plist/value.ts'
import type { PlistInputDict } from '../apple/plist/write.ts'
import { getCloudConfiguration, setCloudConfiguration } from '../apple/services/mcinstall.ts'
import { pemToDer } from '../pki/pem.ts'
import type { Step, StepContext } from '../engine/ports.ts'
import { withMcInstall } from './hands.ts'
import type { StepHands } from './hands.ts'

/**
 * The one cloud configuration a device takes per erase: supervision, panes and the resolved enrollment URL together.
 * There is no second chance; after an interruption the step looks first whether the device has it already. Another
 * Slipway that took the device for itself since this run was asked for must not get its configuration replaced by ours.
 */
export function supervise(hands: StepHands): Step {
  return async (context) => {
    const wanted = await wantedConfiguration(hands, context)
    context.afterwards(await hands.holdDevice(context.udid, context.signal, context.askedAt))
    return withMcInstall(hands, context, async (service) => {
      if (context.resumed) {
        const stored = await getCloudConfiguration(service, { signal: context.signal })
        if (stored !== null && differences(wanted, stored).length === 0) return { reason: 'supervise.already' }
      }
      await setCloudConfiguration(service, wanted, { signal: context.signal })
      return {}
    })
  }
}

/**
 * Reads the configuration back and compares what it means; the device rewrites its form.
 * @returns what it says of the device
 * @throws AppError `stage.verifyMismatch`
 */
export async function verifyConfiguration(
  hands: StepHands,
  context: StepContext,
): Promise<Pick<DeviceFacts, 'cloudConfigured' | 'supervised' | 'organizationName'>> {
  const wanted = await wantedConfiguration(hands, context)
  const stored = await withMcInstall(hands, context, (service) =>
    getCloudConfiguration(service, { signal: context.signal }),
  )
  const { enrolledByConfiguration: _enrolled, ...known } = summarizeCloudConfiguration(stored)
  const [first] = differences(wanted, stored)
  if (first !== undefined)
    throw new AppError('stage.verifyMismatch', { what: first.key, sent: first.sent, stored: first.stored })
  return known
}

/** A quick person may have walked through already: enrolling itself sets the flag that must not be set before. */
function differences(wanted: PlistInputDict, stored: PlistDict | null): readonly CloudConfigurationDifference[] {
  const enrolled = summarizeCloudConfiguration(stored).enrolledByConfiguration
  return compareCloudConfiguration(wanted, stored).filter(
    ({ key }) => !(enrolled && key === 'CloudConfigurationUIComplete'),
  )
}

async function wantedConfiguration(hands: StepHands, { blueprint, aside }: StepContext): Promise<PlistInputDict> {
  // Without an enrollment nobody has to be asked where it begins.
  const service = blueprint.route === 'none' ? null : await aside(() => hands.desk.service(blueprint))
  const { organization } = hands
  const supervision = {
    organization: { name: organization.name },
    magic: organization.magic,
    // Its holders pair even where pairing is forbidden; without it nobody does.
    certificatesDer: blueprint.pairing === 'forbid' ? [] : [pemToDer(organization.certificatePem)],
  }
  return buildCloudConfiguration({
    supervision: blueprint.supervise ? supervision : null,
    allowPairing: blueprint.pairing === 'allow',
    skipSetup: blueprint.skipSetup,
    configurationUrl: service?.enrollmentUrl ?? null,
    anchorCertificatesDer: service?.anchorCertificates ?? [],
  })
}
