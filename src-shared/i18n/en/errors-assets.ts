export const errorsAssets = {
  'assets.taken': {
    sentence: 'The tag {{asset}} already belongs to the device with the serial number {{owner}}.',
    remedy: 'Look whether the right tag was scanned. If it moved to {{serial}}, choose Move the tag.',
  },
  'assets.hasOther': {
    sentence: 'The device {{serial}} already has the tag {{before}}.',
    remedy:
      'Look whether the right device is meant. If {{asset}} takes the place of {{before}}, choose Replace the tag.',
  },
  'assets.changed': {
    sentence: 'The tag of {{serial}} was changed again meanwhile, so it was left as it is.',
    remedy: 'Scan the tag and the device once more.',
  },
}
