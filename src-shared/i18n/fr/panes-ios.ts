/** Volets de l’Assistant Installation sur iPhone et iPad, par clé : leur nom, et ce qu’ils font. */
export const panesIos = {
  ActionButton: { title: 'Bouton Action', what: 'Laisse choisir ce que fait le bouton Action.' },
  Android: {
    title: 'Migrer depuis Android',
    what: 'Un des choix du volet Restaurer : reprendre les données d’un téléphone Android.',
  },
  Appearance: { title: 'Apparence', what: 'Laisse choisir entre l’apparence claire et l’apparence sombre.' },
  AppleID: {
    title: 'ID Apple',
    what: 'Demande un compte Apple et iCloud ; sans lui, l’App Store est inutilisable.',
  },
  AppStore: { title: 'App Store', what: 'Explique comment l’App Store utilise les données.' },
  Biometric: { title: 'Touch ID', what: 'Enregistre une empreinte ou un visage (Touch ID ou Face ID).' },
  CameraButton: { title: 'Commande de l’appareil photo', what: 'Présente et règle la commande de l’appareil photo.' },
  DeviceToDeviceMigration: {
    title: 'Transfert depuis un appareil',
    what: 'Un des choix du volet Restaurer : tout copier depuis un iPhone ou un iPad à proximité.',
  },
  Diagnostics: {
    title: 'Envoyer les données de diagnostic à Apple',
    what: 'Demande si des données d’analyse peuvent être envoyées à Apple. Masqué par câble, l’envoi est désactivé.',
  },
  DisplayTone: {
    title: 'Affichage True Tone',
    what: 'Propose d’adapter les couleurs de l’écran à la lumière ambiante.',
  },
  EnableLockdownMode: {
    title: 'Mode Isolement',
    what: 'Propose le mode Isolement ; ne s’affiche que si un compte Apple est connecté.',
  },
  HomeButtonSensitivity: {
    title: 'Bouton principal',
    what: 'Règle la réponse du bouton principal (iPhone 7, 8 et SE).',
  },
  iMessageAndFaceTime: { title: 'iMessage et FaceTime', what: 'Active iMessage et FaceTime.' },
  Intelligence: { title: 'Apple Intelligence', what: 'Propose Apple Intelligence sur les modèles qui en disposent.' },
  Keyboard: { title: 'Claviers', what: 'Laisse choisir les claviers.' },
  LiquidGlass: { title: 'Liquid Glass', what: 'Laisse choisir la transparence des commandes.' },
  Location: { title: 'Services de localisation', what: 'Demande s’il faut activer le service de localisation.' },
  MessagingActivationUsingPhoneNumber: {
    title: 'iMessage avec le numéro de téléphone',
    what: 'Inscrit le numéro de téléphone à iMessage ; certaines régions seulement.',
  },
  Multitasking: { title: 'Multitâche', what: 'Laisse choisir comment un iPad affiche plusieurs apps.' },
  OnBoarding: { title: 'Premiers pas', what: 'Écrans qui enseignent le nouveau système.' },
  OSShowcase: { title: 'Nouveautés', what: 'Présente les nouveautés du système.' },
  Passcode: { title: 'Code secret', what: 'Demande de définir un code.' },
  Payment: { title: 'Apple Pay', what: 'Propose d’ajouter une carte de paiement.' },
  Privacy: {
    title: 'Données et confidentialité',
    what: 'Explique le symbole qu’Apple affiche quand des données personnelles sont demandées.',
  },
  Restore: {
    title: 'Restaurer',
    what: 'Propose de restaurer une sauvegarde ou de transférer des données ; sans lui, l’appareil démarre vide.',
  },
  RestoreCompleted: {
    title: 'Restauration terminée',
    what: 'Annonce, après une restauration, qu’elle est terminée.',
  },
  Safety: { title: 'Sécurité', what: 'Présente les appels d’urgence et la détection des accidents.' },
  SafetyAndHandling: { title: 'Sécurité et manipulation', what: 'Explique comment manipuler l’appareil sans danger.' },
  ScreenTime: { title: 'Temps d’écran', what: 'Propose des rapports et des limites d’utilisation.' },
  SIMSetup: {
    title: 'Configuration cellulaire',
    what: 'Propose d’ajouter un forfait. Masqué, il empêche aussi la configuration automatique d’une eSIM.',
  },
  Siri: { title: 'Siri', what: 'Propose d’activer Siri.' },
  SoftwareUpdate: {
    title: 'Mise à jour logicielle',
    what: 'Demande si les mises à jour peuvent s’installer d’elles-mêmes.',
  },
  SpokenLanguage: { title: 'Langues de dictée', what: 'Laisse choisir les langues de dictée.' },
  TermsOfAddress: {
    title: 'Formules d’adresse',
    what: 'Demande comment le système doit s’adresser à la personne.',
  },
  TOS: { title: 'Termes et Conditions', what: 'Demande d’accepter les conditions d’Apple.' },
  UpdateCompleted: { title: 'Mise à jour terminée', what: 'Annonce, après une mise à jour, qu’elle est terminée.' },
  WatchMigration: { title: 'Apple Watch', what: 'Propose de transférer une Apple Watch vers cet iPhone.' },
  WebContentFiltering: { title: 'Contenu web', what: 'Propose d’écarter les contenus web pour adultes.' },
  Welcome: { title: 'Bienvenue', what: 'Le dernier écran, avec le bouton qui ouvre l’appareil à l’usage.' },
  Zoom: { title: 'Zoom', what: 'Laisse choisir l’affichage standard ou agrandi.' },
}
