import type { beliefsSetup as english } from '../en/beliefs-setup.ts'
import type { Texts } from '../texts.ts'

const deviceCode = 'code de l’appareil, lu par d’autres'

/** Hypothèses sur l’effacement, l’activation et la configuration par câble. */
export const beliefsSetup: Texts<typeof english> = {
  'erase-1': {
    text: 'EraseDevice répond avant la réinitialisation, ou l’appareil s’en va simplement',
    source: 'go-ios accepte les deux',
  },
  'erase-2': { text: 'avec PreserveDataPlan, le forfait de l’eSIM survit à un effacement', source: deviceCode },
  'erase-3': {
    text: 'un appareil effacé est Unactivated, a oublié tous les hôtes et n’a pas de configuration cloud',
    source: 'go-ios, pymobiledevice3',
  },
  'erase-4': {
    text: 'sans PreserveDataPlan, l’eSIM est effacée ; les deux clés doivent être des nombres ou des booléens',
    source: deviceCode,
  },
  'erase-5': {
    text: 'après EraseDevice, l’appareil part en moins d’une minute et revient en moins de dix',
    source: 'journaux publics de l’outil d’Apple : parti après 16 à 24 s, revenu après 54 à 63 s',
  },
  'erase-6': {
    text: 'effacer un appareil dont Localiser est activé en laisse un que personne d’autre ne peut activer',
    source: 'go-ios, ticket 99',
  },
  'act-1': {
    text: 'activation : informations de session, drmHandshake, informations d’activation, deviceActivation',
    source:
      'go-ios, pymobiledevice3, libideviceactivation ; le service d’exercice répond avec ses propres enregistrements',
  },
  'prof-1': {
    text: 'dans l’assistant de configuration, InstallProfile est silencieux, même avant la supervision',
    source: 'libimobiledevice, ticket 1044 ; pour les iOS récents, seul le matériel peut le dire',
  },
  'prof-2': {
    text: 'après l’assistant de configuration, un profil attend dans Réglages, où une personne a 8 minutes',
    source: 'assistance Apple',
  },
  'prof-3': { text: 'RemoveProfile prend l’identifiant sous forme de texte', source: 'go-ios' },
  'cloud-1': {
    text: 'une configuration cloud ne s’enregistre qu’une fois par effacement (14002)',
    source: 'go-ios, pymobiledevice3',
  },
  'cloud-2': { text: 'il faut un appareil activé (33003)', source: deviceCode },
  'cloud-3': {
    text: 'avec une ConfigurationURL, l’appareil laisse UIComplete et WasApplied tels qu’envoyés ; envoyés vrais, il ne s’inscrirait jamais',
    source: deviceCode,
  },
  'cloud-4': {
    text: 'la clé des certificats d’ancrage s’écrit `AnchorCertificates`',
    source: 'seul le matériel peut le dire',
  },
  'cloud-5': {
    text: 'AllowPairing faux supprime toutes les fiches de jumelage dès l’écriture',
    source: 'code de l’appareil ; seul le matériel peut le dire',
  },
  'cloud-6': {
    text: 'une configuration écrite par câble est enregistrée comme obligatoire, amovible et de source 2',
    source: deviceCode,
  },
  'cloud-7': {
    text: 'sans URL, l’appareil enregistre lui-même UIComplete et WasApplied comme vrais',
    source: deviceCode,
  },
  'cloud-8': {
    text: 'un appareil d’Automated Device Enrollment la refuse (33004), après avoir interrogé Apple',
    source: 'code de l’appareil ; un témoignage public',
  },
  'cloud-9': { text: 'une clé connue du mauvais type est refusée (33002)', source: deviceCode },
  'cloud-10': { text: 'les clés inconnues passent', source: deviceCode },
  'cloud-11': {
    text: 'un appareil configuré par une personne contient une configuration : UIComplete vrai, IsSupervised faux',
    source: 'go-ios, ticket 695',
  },
  'cloud-12': {
    text: 'les valeurs SkipSetup inconnues ne sont pas refusées',
    source: 'go-ios et pymobiledevice3 en envoient',
  },
  'cloud-13': {
    text: 'ce qui est enregistré a le sens de ce qui a été envoyé, aux règles propres de l’appareil près',
    source: deviceCode,
  },
  'sup-1': {
    text: 'Escalate accepte exactement le certificat avec lequel l’appareil a été supervisé',
    source: 'code de l’appareil ; go-ios, pymobiledevice3',
  },
  'sup-2': {
    text: 'tout autre certificat donne CertificateRejected, même avec la même clé',
    source: deviceCode,
  },
  'sup-3': {
    text: 'le défi a 8 octets, et une preuve manquée (SignedRequestRejected) l’annule',
    source: deviceCode,
  },
  'sup-4': { text: 'un CMS en SHA-256 est accepté comme preuve', source: 'pymobiledevice3' },
  'sup-5': {
    text: 'InstallProfileSilent installe aussitôt, sur la connexion ainsi autorisée',
    source: 'go-ios, pymobiledevice3',
  },
  'sup-6': {
    text: 'un appareil supervisé a un code de contournement du verrouillage d’activation et le donne sur la connexion autorisée',
    source: deviceCode,
  },
  'sup-7': { text: 'SecurityInfo dit si un code est défini', source: 'go-ios' },
}
