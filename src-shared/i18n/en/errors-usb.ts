export const errorsUsb = {
  'usb.toolFailed': {
    sentence: 'The USB devices of this computer could not be listed ({{tool}}: {{reason}}).',
    remedy: 'Staging goes on, but slots may change and devices in recovery stay hidden. Restart Slipway and try again.',
  },
  'usb.malformed': {
    sentence: 'The list of USB devices from {{system}} was not understood ({{reason}}).',
    remedy: 'Staging goes on, but slots may change. Send the log to whoever supports Slipway.',
  },
}
