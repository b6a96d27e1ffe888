import type { ErrorText } from '../../error-area.ts'
import type { proveErrors } from '../../errors/prove.ts'

export const errorsProve: Readonly<Record<keyof typeof proveErrors, ErrorText>> = {
  'prove.noDevice': {
    sentence: 'Cet appareil n’est pas branché.',
    remedy: 'Branchez un appareil de réserve, déverrouillez-le et réessayez.',
  },
  'prove.whichDevice': {
    sentence: '{{count}} appareils sont branchés, et un seul peut être mis à l’épreuve.',
    remedy: 'Nommez-le avec --udid, ou débranchez les autres.',
  },
  'prove.serialUnknown': {
    sentence: 'L’appareil n’a pas donné son numéro de série : personne ne peut consentir à son effacement.',
    remedy: 'Déverrouillez l’appareil, touchez Se fier et réessayez.',
  },
  'prove.serialMismatch': {
    sentence: 'Le texte saisi n’est pas la fin du numéro de série de l’appareil ; il n’a pas été effacé.',
    remedy:
      'Comparez le numéro de série dans Réglages, Général, Informations avec celui affiché, et saisissez ses quatre derniers caractères.',
  },
  'prove.notBack': {
    sentence: 'L’appareil n’est pas revenu en {{minutes}} minutes.',
    remedy:
      'Regardez son écran ; réveillez-le, vérifiez le câble et relancez la commande une fois qu’il affiche Bonjour.',
  },
  'prove.transcriptUnreadable': {
    sentence: 'La transcription {{path}} est illisible : {{reason}}.',
    remedy: 'Utilisez un fichier écrit par slipway trace, sans le modifier.',
  },
}
