import type { beliefsCable as english } from '../en/beliefs-cable.ts'
import type { Texts } from '../texts.ts'

/** Hypothèses sur usbmuxd, lockdown, le jumelage et les petits services. */
export const beliefsCable: Texts<typeof english> = {
  'mux-1': {
    text: 'usbmux parle en plists, garde les fiches de jumelage et prend le port de Connect aux octets inversés',
    source: 'outils libimobiledevice, go-ios et usbmuxd de Debian face à notre chariot et à notre client',
  },
  'mux-2': {
    text: 'un appareil garde son DeviceID tant qu’il est branché et en reçoit un plus grand après un redémarrage ; son UDID reste',
    source: 'usbmuxd',
  },
  'lock-1': {
    text: 'trames et sessions de lockdown ; TLS avec les certificats de la fiche de jumelage, celui de l’hôte côté client',
    source: 'libimobiledevice, go-ios',
  },
  'lock-2': {
    text: 'les fiches de jumelage d’un outil servent à l’autre ; elles ont neuf clés',
    source: '`idevicepair`, `ios pair`, notre client',
  },
  'lock-3': { text: 'un appareil dans l’assistant de configuration se jumelle sans dialogue', source: 'usbmuxd' },
  'lock-4': {
    text: 'jumelage supervisé : un défi, une réponse CMS en SHA-256, et personne ne touche l’écran',
    source: 'pymobiledevice3 (SHA-256), go-ios (SHA-1)',
  },
  'lock-5': {
    text: 'la supervision n’est pas une valeur de lockdown ; elle est dans la configuration cloud',
    source: 'tous les outils lus',
  },
  'lock-6': {
    text: 'en TLS, l’appareil présente le certificat d’appareil de la fiche de jumelage',
    source: 'libimobiledevice, pymobiledevice3',
  },
  'lock-7': {
    text: 'un appareil accepte aussi le certificat racine côté client',
    source: 'libimobiledevice n’en propose pas d’autre',
  },
  'lock-8': { text: 'un certificat client d’un autre jumelage met fin à la session', source: 'notre raisonnement' },
  'lock-9': {
    text: 'avant le jumelage, on peut lire ProductVersion, DeviceClass, DevicePublicKey, WiFiAddress, UniqueDeviceID, DeviceName, ProductType et BuildVersion',
    source: 'libimobiledevice, go-ios, pymobiledevice3, appium-ios-device',
  },
  'lock-10': { text: 'sans session, le numéro de série est GetProhibited', source: 'libimobiledevice' },
  'lock-11': {
    text: 'après l’assistant de configuration, Pair répond PairingDialogResponsePending jusqu’à ce que quelqu’un touche Se fier ; la même requête réussit alors',
    source: 'libimobiledevice, go-ios, pymobiledevice3',
  },
  'lock-12': {
    text: 'un service démarré survit à la session qui l’a démarré et accepte une connexion',
    source: 'go-ios, idevicediagnostics',
  },
  'lock-13': {
    text: 'un appareil effacé répond InvalidHostID à l’ancienne fiche de jumelage',
    source: 'libimobiledevice 922, go-ios',
  },
  'lock-14': {
    text: 'là où le jumelage est interdit, Pair sans preuve donne MCProtected',
    source: 'libimobiledevice, ticket 1470',
  },
  'lock-15': {
    text: 'un certificat de supervision qui n’est pas celui de l’appareil mène au dialogue ordinaire',
    source: 'go-ios, ticket 588',
  },
  'value-1': {
    text: 'SetupDone ou SetupFinishedAllSteps de com.apple.PurpleBuddy dit que l’assistant de configuration est terminé',
    source: 'libimobiledevice, ticket 583 ; pymobiledevice3, ticket 794',
  },
  'value-2': {
    text: 'com.apple.fmip ne répond IsAssociated que si l’on nomme cette clé',
    source: 'libimobiledevice, ticket 275',
  },
  'value-3': {
    text: 'TimeIntervalSince1970 est un nombre réel',
    source: 'enregistré sur un appareil par appium-ios-device',
  },
  'value-4': {
    text: 'après un effacement, aucun des deux indicateurs de l’assistant n’est vrai',
    source: 'notre raisonnement',
  },
  'set-1': {
    text: 'DeviceName, Locale et Language peuvent être écrits dans l’assistant de configuration',
    source: 'go-ios ; pour iOS 26, seul le matériel peut le dire',
  },
  'set-2': {
    text: 'TimeZone est respecté dans l’assistant de configuration',
    source: 'go-ios ; pour iOS 26, seul le matériel peut le dire',
  },
  'set-3': {
    text: 'une nouvelle langue redémarre l’interface, qui publie com.apple.springboard.finishedstartup',
    source: 'go-ios l’attend',
  },
  'diag-1': {
    text: 'la charge de la batterie est dans com.apple.mobile.battery, ses détails dans la classe IOPMPowerSource de l’IORegistry',
    source: 'go-ios, pymobiledevice3',
  },
  'diag-2': {
    text: 'Restart retire l’appareil du câble quand la connexion se ferme ; il revient et connaît toujours cet ordinateur',
    source: 'idevicediagnostics, go-ios',
  },
  'note-1': {
    text: 'un nouveau nom d’appareil est annoncé par com.apple.mobile.lockdown.device_name_changed',
    source: 'libimobiledevice',
  },
}
