/** Ce que dit `slipway usb`. */
export const cliUsb = {
  about: 'lister le bus USB : ports, concentrateurs, et même les appareils en récupération ou en DFU',
  watch: 'continuer jusqu’à Ctrl+C',
  none: 'Il n’y a pas de bus USB ici, ou rien n’y est branché.',
  noDevices: 'Aucun iPhone ni iPad sur aucun port.',
  buses: 'Bus',
  hubs: 'Concentrateurs',
  bus: 'Bus {{number}} : {{controller}}, iPhone et iPad : {{count}}',
  hub: '{{port}} : {{product}}, iPhone et iPad : {{count}}',
  unnamed: 'sans nom',
  unplaced: 'usbmuxd annonce {{udid}}, mais son port reste inconnu.',
  table: {
    port: 'Port',
    slot: 'Place',
    mode: 'Mode',
    udid: 'UDID',
    serial: 'Série',
    ecid: 'ECID',
    speed: 'Débit',
    product: 'Produit',
  },
  mode: {
    normal: 'démarré',
    ncmDirect: 'réseau seul',
    recovery: 'récupération',
    dfu: 'DFU',
    wtf: 'pré-DFU (WTF)',
    restore: 'restauration en cours',
    debug: 'interface de débogage',
    portDfu: 'DFU du port',
  },
  speed: {
    low: '1,5 Mbit/s',
    full: '12 Mbit/s',
    high: '480 Mbit/s',
    super: '5 Gbit/s',
    superPlus: '10 Gbit/s ou plus',
  },
  todo: {
    ncmDirect:
      'Port {{port}} : l’appareil ne propose qu’un réseau et ne peut pas être préparé. Débranchez-le, redémarrez-le, puis rebranchez-le.',
    recovery:
      'Port {{port}} : l’appareil est en mode récupération. Un redémarrage forcé suffit parfois ; sinon, restaurez-le avec le Finder, Appareils Apple ou Apple Configurator.',
    dfu: 'Port {{port}} : l’appareil est en mode DFU. Un redémarrage forcé suffit parfois ; sinon, restaurez-le avec le Finder, Appareils Apple ou Apple Configurator.',
    restore: 'Port {{port}} : l’appareil est en cours de restauration. Laissez-le branché jusqu’à l’écran « Bonjour ».',
  },
}
