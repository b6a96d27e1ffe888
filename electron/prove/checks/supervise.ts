import { compareCloudConfiguration, buildCloudConfiguration } from '../../apple/cloud-configuration.ts'
import type { PlistDict } from '../../apple/plist/value.ts'
import type { PlistInputDict } from '../../apple/plist/write.ts'
import { getCloudConfiguration, setCloudConfiguration } from '../../apple/services/mcinstall.ts'
import { pemToDer } from '../../pki/pem.ts'
import { answerOf } from '../answer.ts'
import type { Answer } from '../answer.ts'
import type { ProofBench } from '../bench.ts'
import type { Check } from '../check.ts'
import { judge, untested } from '../observation.ts'
import type { Observation } from '../observation.ts'
import { shownAt } from '../show-value.ts'
import { supervisionOf } from '../supervision-of.ts'

const adeWords = 'MCCloudConfigErrorDomain 33004'
const panes = ['AppleID', 'Siri', 'Location']
/** No device knows these. */
const unknownKey = 'SlipwayProof'
const unknownPane = 'SlipwayProofPane'

/**
 * Supervises, without an address to enroll at, and looks at what the device made of it. Unknown key and unknown pane go
 * along first; what is refused is left out at the next try.
 */
export const supervise: Check = {
  id: 'supervise',
  beliefs: ['cloud-6', 'cloud-7', 'cloud-8', 'cloud-10', 'cloud-12', 'cloud-13', 'lock-5'],
  needs: ['erased', 'paired', 'activated', 'unconfigured'],
  run: async (bench) => {
    const plain = plainConfiguration(bench, panes)
    const withPane = plainConfiguration(bench, [...panes, unknownPane])
    const first = await send(bench, { ...withPane, [unknownKey]: 'proof' })
    if (!first.accepted && first.shown === adeWords) return adeObservations()
    const second = first.accepted ? first : await send(bench, withPane)
    const third = second.accepted ? second : await send(bench, plain)
    const unknowns = [
      judge('cloud-10', `SetCloudConfiguration with ${unknownKey}`, 'Acknowledged', first.shown),
      judge('cloud-12', `SetCloudConfiguration with SkipSetup ${unknownPane}`, 'Acknowledged', second.shown),
      untested('cloud-8', 'notAutomated'),
    ]
    if (!third.accepted) return [...unknowns, judge('cloud-13', 'SetCloudConfiguration', 'Acknowledged', third.shown)]
    bench.has.delete('unconfigured')
    const stored = await bench.mcInstall((service) => getCloudConfiguration(service, bench.call))
    const sent = second.accepted ? withPane : plain
    if (stored?.['IsSupervised'] === true) bench.has.add('supervised')
    return [...unknowns, ...storedObservations(sent, stored), await noValueTells(bench)]
  },
}

function plainConfiguration(bench: ProofBench, skipSetup: readonly string[]): PlistInputDict {
  return buildCloudConfiguration({
    supervision: supervisionOf(bench.hands.organization, pemToDer(bench.hands.organization.certificatePem)),
    allowPairing: true,
    skipSetup,
    configurationUrl: null,
    anchorCertificatesDer: [],
  })
}

function send(bench: ProofBench, configuration: PlistInputDict): Promise<Answer<void>> {
  return bench.mcInstall((service) => answerOf(() => setCloudConfiguration(service, configuration, bench.call)))
}

function adeObservations(): readonly Observation[] {
  const others = ['cloud-6', 'cloud-7', 'cloud-10', 'cloud-12', 'cloud-13', 'lock-5'] as const
  return [
    judge('cloud-8', 'SetCloudConfiguration', adeWords, adeWords),
    ...others.map((belief) => untested(belief, 'automatedEnrollment')),
  ]
}

function storedObservations(sent: PlistInputDict, stored: PlistDict | null): readonly Observation[] {
  const shown = (key: string): string => `${key} ${shownAt(stored, key)}`
  const list = (keys: readonly string[]): string => keys.map(shown).join(', ')
  const differences = compareCloudConfiguration(sent, stored).map(({ key }) => key)
  return [
    judge(
      'cloud-6',
      'GetCloudConfiguration',
      'IsMandatory true, IsMDMUnremovable false, ConfigurationSource 2',
      list(['IsMandatory', 'IsMDMUnremovable', 'ConfigurationSource']),
    ),
    judge(
      'cloud-7',
      'GetCloudConfiguration',
      'CloudConfigurationUIComplete true, ConfigurationWasApplied true',
      list(['CloudConfigurationUIComplete', 'ConfigurationWasApplied']),
    ),
    judge('cloud-13', 'GetCloudConfiguration', 'as sent', differences.join(', ') || 'as sent'),
  ]
}

/** Every key of lockdown that somebody might have taken for supervision, on a device that is supervised now. */
async function noValueTells(bench: ProofBench): Promise<Observation> {
  const domains = [undefined, 'com.apple.mobile.chaperone', 'com.apple.mobile.lockdownd']
  const keys = await bench.inSession(async (lockdown) => {
    const found: string[] = []
    for (const domain of domains) {
      const answer = await answerOf(() => lockdown.getValue(domain === undefined ? {} : { domain }, bench.call))
      if (answer.accepted && typeof answer.value === 'object') found.push(...Object.keys(answer.value))
    }
    return found
  })
  const telling = keys.filter((key) => /supervis|chaperon|organi[sz]ation/i.test(key))
  return judge('lock-5', 'GetValue', 'no key of supervision', telling.join(', ') || 'no key of supervision')
}
