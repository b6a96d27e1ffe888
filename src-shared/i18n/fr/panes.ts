import { panesIos } from './panes-ios.ts'

/** L’Assistant Installation : ses volets, et ce qu’il y a à dire des clés qui les masquent. */
export const panes = {
  of: {
    ...panesIos,
    Accessibility: {
      title: 'Accessibilité',
      what: 'Règle l’accessibilité pour un utilisateur supplémentaire d’un Mac.',
    },
    AdditionalPrivacySettings: {
      title: 'Autres réglages de confidentialité',
      what: 'D’autres choix de confidentialité sur un Mac.',
    },
    FileVault: { title: 'FileVault', what: 'Propose de chiffrer le disque d’un Mac.' },
    iCloudDiagnostics: { title: 'Analyse iCloud', what: 'Demande si iCloud peut analyser l’utilisation.' },
    iCloudStorage: {
      title: 'Stockage iCloud',
      what: 'Propose de conserver le bureau et les documents d’un Mac dans iCloud.',
    },
    ScreenSaver: { title: 'Économiseur d’écran', what: 'Propose les vues aériennes sur l’Apple TV.' },
    TapToSetup: {
      title: 'Configurer avec un appareil',
      what: 'Configure une Apple TV à l’aide d’un iPhone ou d’un iPad tenu à côté.',
    },
    Tips: { title: 'Astuces', what: 'Astuces sur l’Apple Vision Pro.' },
    TVHomeScreenSync: {
      title: 'Écran d’accueil partagé',
      what: 'Garde le même écran d’accueil sur plusieurs Apple TV.',
    },
    TVProviderSignIn: { title: 'Fournisseur TV', what: 'Connecte à un fournisseur TV.' },
    TVRoom: { title: 'Pièce', what: 'Demande dans quelle pièce se trouve l’Apple TV.' },
    UnlockWithWatch: {
      title: 'Déverrouiller avec l’Apple Watch',
      what: 'Permet à une Apple Watch de déverrouiller le Mac.',
    },
    Wallpaper: { title: 'Fond d’écran', what: 'Laisse choisir le fond d’écran d’un Mac.' },
  },
  platform: { ios: 'iOS et iPadOS', macos: 'macOS', tvos: 'tvOS', visionos: 'visionOS' },
  warning: {
    unknown: '{{key}} : cette clé n’existe pas. Les appareils ignorent ce qu’ils ne connaissent pas.',
    wrongCase: '{{key}} : les majuscules comptent. Écrivez {{suggestion}}.',
    repeated: '{{key}} : figure plus d’une fois.',
    notOnIos: '{{key}} : volet d’autres plateformes ; aucun iPhone ni iPad ne l’affiche.',
    notYet: '{{key}} : n’existe que depuis iOS {{version}} ; les systèmes antérieurs ignorent la clé.',
    deprecated: '{{key}} : sans effet depuis iOS {{version}}, qui n’affiche plus ce volet.',
    removed: '{{key}} : supprimée depuis iOS {{version}}.',
    notInAppleList:
      '{{key}} : absente de la liste d’Apple ; des outils l’envoient par câble et les appareils l’acceptent. Elle est conservée telle quelle.',
    otherName: '{{key}} : absente de la liste d’Apple ; la clé d’Apple est {{suggestion}}.',
  },
}
