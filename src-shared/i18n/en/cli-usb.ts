/** What `slipway usb` says. */
export const cliUsb = {
  about: 'list the USB bus: ports, hubs, and devices in recovery or DFU too',
  watch: 'keep listing until Ctrl+C',
  none: 'There is no USB bus here, or nothing is plugged into it.',
  noDevices: 'No iPhone or iPad on any port.',
  buses: 'Buses',
  hubs: 'Hubs',
  bus: 'Bus {{number}}: {{controller}}, {{count}} iPhones and iPads',
  hub: '{{port}}: {{product}}, {{count}} iPhones and iPads',
  unnamed: 'no name',
  unplaced: 'usbmuxd lists {{udid}}, but no port can be told for it.',
  table: {
    port: 'Port',
    slot: 'Slot',
    mode: 'Mode',
    udid: 'UDID',
    serial: 'Serial',
    ecid: 'ECID',
    speed: 'Speed',
    product: 'Product',
  },
  mode: {
    normal: 'started',
    ncmDirect: 'network only',
    recovery: 'recovery',
    dfu: 'DFU',
    wtf: 'early DFU (WTF)',
    restore: 'restoring',
    debug: 'debug interface',
    portDfu: 'port DFU',
  },
  speed: {
    low: '1.5 Mbit/s',
    full: '12 Mbit/s',
    high: '480 Mbit/s',
    super: '5 Gbit/s',
    superPlus: '10 Gbit/s or more',
  },
  todo: {
    ncmDirect:
      'Port {{port}}: the device offers only a network, so that it cannot be staged. Unplug it, restart it, and plug it in again.',
    recovery:
      'Port {{port}}: the device is in recovery. A forced restart may bring it back; otherwise restore it with Finder, Apple Devices or Apple Configurator.',
    dfu: 'Port {{port}}: the device is in DFU. A forced restart may bring it back; otherwise restore it with Finder, Apple Devices or Apple Configurator.',
    restore: 'Port {{port}}: the device is being restored. Leave it plugged in until it shows Hello.',
  },
}
