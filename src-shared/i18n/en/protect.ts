/** `slipway protect`: devices that no consent may erase. */
export const protect = {
  about: 'devices that are never erased, and the list of those that may be; without options, shows both',
  never: 'serial numbers of devices that are never erased, whatever anybody agrees to',
  remove: 'takes serial numbers off the list of devices that are never erased',
  allow: 'adds serial numbers to the list of devices that may be erased',
  disallow: 'takes serial numbers off the list of devices that may be erased',
  onlyListed: 'erase, stage and change only devices on the list; others are read and left alone',
  anyDevice: 'any device may be staged again, but for those that are never erased',
  shown: {
    onlyListed: 'Only devices on the list may be erased ({{count}} listed); others are left alone.',
    anyDevice: 'Any device may be erased, with consent.',
    never: 'Never erased ({{count}}):',
    neverNone: 'No device is on the list of those that are never erased.',
    allowed: 'Listed ({{count}}):',
  },
}
