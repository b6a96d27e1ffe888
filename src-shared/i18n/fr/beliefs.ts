import type { beliefs as english } from '../en/beliefs.ts'
import type { Texts } from '../texts.ts'
import { beliefsCable } from './beliefs-cable.ts'
import { beliefsSetup } from './beliefs-setup.ts'

/** Ce que Slipway tient pour vrai. */
export const beliefs: Texts<typeof english> = {
  area: {
    cable: 'Le câble',
    enrollment: 'L’inscription',
    graph: 'Intune par Graph',
    electron: 'Electron',
  },
  confidence: {
    judged: 'jugé',
    documented: 'documenté',
    observed: 'observé par d’autres',
    reverseEngineered: 'rétro-ingénierie',
    inferred: 'déduit',
  },
  heading: { id: 'id', text: 'hypothèse', confidence: 'confiance', source: 'juge ou source' },
  of: {
    ...beliefsCable,
    ...beliefsSetup,
    'enr-1': {
      text: 'l’URL de profil est une URL de service ; son JSON nomme l’URL d’inscription, les ancres et le profil de confiance',
      source: 'Apple : Simplifying MDM server administration',
    },
    'enr-2': {
      text: 'l’assistant de configuration envoie MachineInfo, signé en CMS, à l’URL d’inscription une fois l’écran de gestion à distance validé',
      source: 'gestion des appareils Apple',
    },
    'enr-3': {
      text: 'les appareils n’acceptent que https et, s’il y a des ancres, ne se fient qu’à elles pour la requête d’inscription',
      source: 'gestion des appareils Apple (https) ; code de l’appareil, lu par d’autres (ancres)',
    },
    'enr-4': {
      text: 'le fichier d’inscription directe d’Intune est un profil Profile Service, en deux phases, valable 14 jours',
      source: 'un exemple publié',
    },
    'enr-5': {
      text: 'SCEP : notre autorité et le client de notre appareil',
      source: '`scepclient`, `scepserver` de Debian, `pki` de strongSwan',
    },
    'enr-6': { text: 'les CMS que nous signons', source: '`openssl cms -verify`, `certtool --p7-verify` de GnuTLS' },
    'enr-7': {
      text: 'enregistrement auprès du MDM, boucle de commandes, Mdm-Signature',
      source: 'gestion des appareils Apple',
    },
    'enr-8': {
      text: '*Inscrit* dans Intune suit le premier contact avec un profil affecté',
      source: 'Microsoft',
    },
    'enr-9': {
      text: 'un iPhone ou iPad préparé attend à Bonjour que quelqu’un parcoure l’assistant de configuration ; on peut le débrancher entre-temps',
      source: 'Apple et Microsoft : l’avance automatique concerne tvOS et macOS',
    },
    'enr-10': {
      text: 'après l’inscription, la configuration enregistrée a UIComplete et WasApplied vrais',
      source: 'code de l’appareil, lu par d’autres',
    },
    'enr-11': {
      text: 'une inscription a quinze minutes, à partir du moment où l’appareil a obtenu le profil de gestion, pour recevoir son certificat ; ensuite il faut effacer l’appareil',
      source: 'Microsoft : inscription automatisée avec affinité utilisateur',
    },
    'enr-12': {
      text: 'par la voie directe, ces quinze minutes commencent après la touche Installer : les compter depuis la remise du profil est prudent ; le fichier exporté, lui, vaut deux semaines',
      source: 'Slipway ; Microsoft pour les deux semaines',
    },
    'enr-13': {
      text: 'qui utilise un appareil ajouté avec Apple Configurator peut quitter la gestion pendant trente jours, dès qu’il est attribué et inscrit',
      source: 'Apple : ajout d’appareils depuis Apple Configurator',
    },
    'enr-14': {
      text: 'une nouvelle inscription pendant ces trente jours ne les fait pas recommencer ; Intune n’indique que la dernière, la fin affichée peut donc être trop tardive',
      source: 'Slipway',
    },
    'graph-1': {
      text: 'les profils Apple Configurator et les numéros de série se trouvent sous `depOnboardingSettings/{intuneAccountId}` (bêta)',
      source: 'enregistrements et scripts de dépôts publics',
    },
    'graph-2': { text: '`updateDeviceProfileAssignment` prend des numéros de série', source: 'Microsoft' },
    'graph-3': {
      text: 'les messages d’erreur sont du JSON dans du JSON ; 429 souvent sans Retry-After',
      source: 'enregistrements de dépôts publics',
    },
    'graph-4': { text: 'une importation répond 200 avec un état par ligne', source: 'Microsoft' },
    'electron-1': {
      text: 'le processus utilitaire, son MessagePort et le preload se comportent comme le disent les types et les pages d’Electron',
      source: 'types vérifiés ; le contrat est testé sur le MessageChannel de Node',
    },
    'electron-2': {
      text: 'BoringSSL a tous les algorithmes de notre liste',
      source: 'une liste et un autotest au démarrage',
    },
  },
}
