export const errorsUsb = {
  'usb.toolFailed': {
    sentence: 'Impossible de lister les appareils USB de cet ordinateur ({{tool}} : {{reason}}).',
    remedy:
      'La préparation continue, mais les places peuvent changer et les appareils en récupération restent invisibles. Relancez Slipway et réessayez.',
  },
  'usb.malformed': {
    sentence: 'La liste des appareils USB fournie par {{system}} n’a pas été comprise ({{reason}}).',
    remedy: 'La préparation continue, mais les places peuvent changer. Envoyez le journal à votre support Slipway.',
  },
}
