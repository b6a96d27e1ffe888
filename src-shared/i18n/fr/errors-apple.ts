import { errorsAppleLockdown } from './errors-apple-lockdown.ts'
import { errorsAppleMcInstall } from './errors-apple-mcinstall.ts'

export const errorsApple = {
  'apple.mux.missingOnLinux': {
    sentence: 'Aucun service pour appareils Apple ne répond à {{address}}.',
    remedy:
      'Installez usbmuxd (par exemple « sudo apt install usbmuxd »), branchez un appareil et vérifiez « systemctl status usbmuxd ».',
  },
  'apple.mux.missingOnMac': {
    sentence: 'Le service de macOS pour appareils Apple ne répond pas à {{address}}.',
    remedy: 'Débranchez tous les appareils et rebranchez-en un ; si rien ne change, redémarrez le Mac.',
  },
  'apple.mux.missingOnWindows': {
    sentence: 'Le service Apple Mobile Device ne répond pas à {{address}}.',
    remedy:
      'Installez « Appareils Apple » ou iTunes depuis Apple, puis démarrez « Apple Mobile Device Service » dans la liste des services de Windows.',
  },
  'apple.mux.unreachable': {
    sentence: 'Rien ne répond à l’adresse du service d’appareils {{address}} ({{cause}}).',
    remedy: 'Démarrez-y le service, ou corrigez le réglage ou USBMUXD_SOCKET_ADDRESS.',
  },
  'apple.mux.notPermitted': {
    sentence: 'Vous n’avez pas accès au service pour appareils Apple à {{address}}.',
    remedy: 'Demandez l’accès à un administrateur, ou démarrez Slipway sous un compte qui l’a.',
  },
  'apple.mux.badAddress': {
    sentence: '« {{text}} » n’est pas l’adresse d’un service d’appareils.',
    remedy: 'Écrivez hôte:port (127.0.0.1:27015), [IPv6]:port, UNIX:/chemin ou /chemin.',
  },
  'apple.mux.refused': {
    sentence: 'Le service pour appareils Apple a refusé {{request}} (résultat {{number}}).',
    remedy: 'Réessayez ; si cela se reproduit, redémarrez usbmuxd ou le service Apple Mobile Device.',
  },
  'apple.mux.malformed': {
    sentence: 'Le service à l’adresse des appareils ne répond pas comme usbmuxd : {{reason}}.',
    remedy: 'Vérifiez que l’adresse est bien celle d’usbmuxd et non d’un autre programme.',
  },
  'apple.deviceGone': {
    sentence: 'L’appareil {{udid}} n’est plus au bout du câble.',
    remedy: 'Rebranchez-le ; Slipway reprend dès son retour.',
  },
  'apple.portRefused': {
    sentence: 'L’appareil {{udid}} ne répond pas sur le port {{port}}.',
    remedy: 'Attendez la fin de son démarrage, déverrouillez-le et réessayez.',
  },
  'apple.pairRecordMalformed': {
    sentence: 'La fiche de jumelage enregistrée pour l’appareil {{udid}} est illisible : {{reason}}.',
    remedy: 'Réessayez : Slipway refait le jumelage.',
  },
  'apple.notPaired': {
    sentence: 'Cet ordinateur n’est pas jumelé avec l’appareil {{udid}}.',
    remedy: 'Commencez par le jumeler.',
  },
  'apple.restoreMode': {
    sentence: 'L’appareil {{udid}} est en cours de restauration et n’accepte aucun réglage.',
    remedy: 'Attendez la fin de la restauration et l’écran « Bonjour ».',
  },
  ...errorsAppleLockdown,
  ...errorsAppleMcInstall,
  'apple.cloudConfiguration.urlNotHttps': {
    sentence: 'L’adresse d’inscription {{url}} n’est pas une adresse https.',
    remedy: 'Vérifiez le profil d’inscription dans Intune : les appareils ne s’inscrivent qu’en https.',
  },
  'apple.cloudConfiguration.noCertificate': {
    sentence: 'Un appareil ne peut pas être supervisé sans le certificat d’une identité de supervision.',
    remedy: 'Créez ou importez d’abord l’identité de supervision de l’organisation.',
  },
  'apple.erase.noWarrant': {
    sentence: 'L’effacement de {{udid}} a été arrêté : personne n’y a consenti.',
    remedy: 'Rien n’a été effacé. Lancez l’effacement depuis Slipway et confirmez-le.',
  },
  'apple.mcinstall.noWarrant': {
    sentence: 'Le retrait d’un profil de {{udid}} a été arrêté : personne n’y a consenti.',
    remedy: 'Le profil est toujours là. Retirez-le depuis Slipway et confirmez-le.',
  },
  'apple.recovery.noWarrant': {
    sentence: 'Le passage de {{udid}} en récupération a été arrêté : personne n’y a consenti.',
    remedy: 'L’appareil est resté tel quel. Demandez-le depuis Slipway et confirmez-le.',
  },
  'apple.activation.locked': {
    sentence: 'Le verrouillage d’activation est actif : Apple demande le compte Apple auquel l’appareil est lié.',
    remedy:
      'Connectez-vous sur l’appareil avec ce compte, faites-le retirer du compte par son propriétaire, ou utilisez le code de contournement conservé par le service de gestion.',
  },
  'apple.activation.needsInternet': {
    sentence: 'L’appareil doit être activé, mais {{host}} est injoignable ({{cause}}).',
    remedy:
      'Reliez cet ordinateur à Internet (l’activation passe par lui), vérifiez proxy et pare-feu, puis réessayez.',
  },
  'apple.activation.refused': {
    sentence: 'Apple n’a pas activé l’appareil : {{text}} (HTTP {{status}})',
    remedy: 'Réessayez dans quelques minutes ; un appareil cellulaire a peut-être aussi besoin de sa carte SIM.',
  },
  'apple.activation.deviceRefused': {
    sentence: 'L’appareil n’a pas accepté son activation : {{text}}',
    remedy: 'Redémarrez l’appareil et réessayez ; si cela se reproduit, activez-le à la main par Wi-Fi.',
  },
  'apple.service.refused': {
    sentence: 'L’appareil a refusé {{request}} : {{text}}',
    remedy: 'Déverrouillez l’appareil et réessayez.',
  },
  'apple.service.malformed': {
    sentence: 'La réponse de l’appareil à {{request}} n’a pas été comprise.',
    remedy:
      'Débranchez l’appareil, rebranchez-le et réessayez ; si cela se reproduit, enregistrez une trace pour le support.',
  },
  'apple.afc.failed': {
    sentence: 'L’appareil n’a pas pu traiter le fichier {{path}} ({{operation}}, AFC {{status}}).',
    remedy: 'Vérifiez l’espace libre de l’appareil, déverrouillez-le et réessayez.',
  },
  'apple.app.refused': {
    sentence: 'L’appareil a refusé l’opération sur l’app : {{text}}',
    remedy: 'Vérifiez que l’app est signée pour cet appareil et sa version d’iOS, puis réessayez.',
  },
}
