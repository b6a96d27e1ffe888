import { panesIos } from './panes-ios.ts'

/** Setup Assistant: its panes, and what there is to say about skip keys. */
export const panes = {
  of: {
    ...panesIos,
    Accessibility: { title: 'Accessibility', what: 'Sets up accessibility for a further user of a Mac.' },
    AdditionalPrivacySettings: { title: 'Further privacy settings', what: 'More choices about privacy on a Mac.' },
    FileVault: { title: 'FileVault', what: 'Offers to encrypt the disk of a Mac.' },
    iCloudDiagnostics: { title: 'iCloud Analytics', what: 'Asks whether iCloud may analyze use.' },
    iCloudStorage: { title: 'iCloud storage', what: 'Offers to keep Desktop and Documents of a Mac in iCloud.' },
    ScreenSaver: { title: 'Screen saver', what: 'Offers aerial screen savers on Apple TV.' },
    TapToSetup: { title: 'Tap to set up', what: 'Sets an Apple TV up with an iPhone or iPad held near it.' },
    Tips: { title: 'Tips', what: 'Tips on Apple Vision Pro.' },
    TVHomeScreenSync: { title: 'Same Home Screen', what: 'Keeps the Home Screens of several Apple TVs alike.' },
    TVProviderSignIn: { title: 'TV provider', what: 'Signs in to a TV provider.' },
    TVRoom: { title: 'Room', what: 'Asks which room the Apple TV stands in.' },
    UnlockWithWatch: { title: 'Unlock with Apple Watch', what: 'Lets an Apple Watch unlock the Mac.' },
    Wallpaper: { title: 'Wallpaper', what: 'Lets the person choose the wallpaper of a Mac.' },
  },
  platform: { ios: 'iOS and iPadOS', macos: 'macOS', tvos: 'tvOS', visionos: 'visionOS' },
  warning: {
    unknown: '{{key}}: no such skip key. Devices leave out what they do not know.',
    wrongCase: '{{key}}: capitals count. Write {{suggestion}}.',
    repeated: '{{key}}: listed more than once.',
    notOnIos: '{{key}}: a pane of other platforms; no iPhone or iPad has it.',
    notYet: '{{key}}: there since iOS {{version}} only; earlier systems pass over the key.',
    deprecated: '{{key}}: without effect since iOS {{version}}, which does not show the pane any more.',
    removed: '{{key}}: gone since iOS {{version}}.',
    notInAppleList: '{{key}}: not in Apple’s list; cable tools send it and devices take it. It is kept as it is.',
    otherName: '{{key}}: not in Apple’s list; Apple’s key is {{suggestion}}.',
  },
}
