import { openSession } from '../../apple/device-link.ts'
import { buildCloudConfiguration, compareCloudConfiguration } from '../../apple/cloud-configuration.ts'
import type { PlistDict } from '../../apple/plist/value.ts'
import type { PlistInputDict } from '../../apple/plist/write.ts'
import { getCloudConfiguration, setCloudConfiguration } from '../../apple/services/mcinstall.ts'
import { pemToDer } from '../../pki/pem.ts'
import { answerOf } from '../answer.ts'
import type { ProofBench } from '../bench.ts'
import type { Check } from '../check.ts'
import { judge, untested } from '../observation.ts'
import type { Observation } from '../observation.ts'
import { draftFor, keepPairing, pairPlainly, pairSupervised } from '../pair-by-hand.ts'
import { supervisionOf } from '../supervision-of.ts'

/** RFC 2606: this name will never be anybody's, so that a device that tries to enroll there gets nowhere. */
const nowhere = 'https://proof.slipway.invalid/enroll'
const wrongTypeWords = 'MCCloudConfigErrorDomain 33002'
const adeWords = 'MCCloudConfigErrorDomain 33004'

/** What a real preparation sends: supervision, an address, anchors; and pairing forbidden, whatever that does to us. */
export const enrollConfiguration: Check = {
  id: 'enrollConfiguration',
  beliefs: ['cloud-3', 'cloud-4', 'cloud-5', 'cloud-13', 'lock-4', 'lock-14'],
  needs: ['readyAgain', 'paired'],
  run: async (bench) => {
    // A key the device knows has a type; one it does not know may hold anything.
    const typed = await send(bench, { AllowPairing: true, SkipSetup: [], AnchorCertificates: 'no list' })
    const known = judge(
      'cloud-4',
      'SetCloudConfiguration with AnchorCertificates a string',
      wrongTypeWords,
      typed.shown,
    )
    // It was stored, and with it the one configuration there is.
    if (typed.accepted) return [known]
    const sent = configuration(bench)
    const answer = await send(bench, sent)
    if (!answer.accepted && answer.shown === adeWords) return [known, untested('cloud-13', 'automatedEnrollment')]
    if (!answer.accepted)
      return [known, judge('cloud-13', 'SetCloudConfiguration with URL', 'Acknowledged', answer.shown)]
    return [known, ...(await pairingForbidden(bench)), ...(await readBack(bench, sent))]
  },
}

function configuration({ hands: { organization } }: ProofBench): PlistInputDict {
  const certificate = pemToDer(organization.certificatePem)
  return buildCloudConfiguration({
    supervision: supervisionOf(organization, certificate),
    allowPairing: false,
    skipSetup: ['AppleID', 'Siri', 'Location'],
    configurationUrl: nowhere,
    anchorCertificatesDer: [certificate],
  })
}

function send(bench: ProofBench, configurationToSend: PlistInputDict) {
  return bench.mcInstall((service) => answerOf(() => setCloudConfiguration(service, configurationToSend, bench.call)))
}

async function pairingForbidden(bench: ProofBench): Promise<readonly Observation[]> {
  const { mux, host } = bench.hands
  const device = await bench.device()
  const old = await bench.pairRecord()
  const session = await answerOf(() => openSession(mux, device, old, bench.call), 'a session')
  if (session.accepted) session.value.close()
  const draft = await draftFor(bench, host)
  const plain = await pairPlainly(bench, draft)
  const { first, last } = await pairSupervised(bench, draft)
  if (last.escrowBag !== null) await keepPairing(bench, draft, last.escrowBag)
  else if (!session.accepted) bench.has.delete('paired')
  return [
    judge('cloud-5', 'SetCloudConfiguration with AllowPairing false, StartSession', 'InvalidHostID', session.shown),
    judge('lock-14', 'Pair', 'MCProtected', plain.shown),
    first.escrowBag !== null
      ? untested('lock-4', 'noChallenge')
      : judge(
          'lock-4',
          'Pair with SupervisorCertificate, Pair with ChallengeResponse (SHA-256)',
          'MCChallengeRequired, EscrowBag',
          `${first.shown}, ${last.shown}`,
        ),
  ]
}

async function readBack(bench: ProofBench, sent: PlistInputDict): Promise<readonly Observation[]> {
  if (!bench.has.has('paired')) return []
  const stored = await bench.mcInstall((service) => getCloudConfiguration(service, bench.call))
  const flags = ['CloudConfigurationUIComplete', 'ConfigurationWasApplied']
  const set = flags.filter((key) => stored?.[key] === true)
  const anchors = stored?.['AnchorCertificates']
  const differences = compareCloudConfiguration(sent, stored).map(({ key }) => key)
  return [
    judge(
      'cloud-3',
      'GetCloudConfiguration',
      `neither ${flags.join(' nor ')}`,
      set.join(', ') || `neither ${flags.join(' nor ')}`,
    ),
    judge('cloud-4', 'GetCloudConfiguration', 'AnchorCertificates as sent', anchorWords(anchors, differences)),
    judge('cloud-13', 'GetCloudConfiguration', 'as sent', differences.join(', ') || 'as sent'),
  ]
}

function anchorWords(anchors: PlistDict[string] | undefined, differences: readonly string[]): string {
  if (anchors === undefined) return 'no AnchorCertificates'
  return differences.includes('AnchorCertificates') ? 'other AnchorCertificates' : 'AnchorCertificates as sent'
}
