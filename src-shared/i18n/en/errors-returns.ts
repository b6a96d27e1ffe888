export const errorsReturns = {
  'returns.notSaid': {
    sentence: 'The blueprint {{name}} does not say what becomes of a device that comes back.',
    remedy: 'Say in its field “returning” whether it is made ready or disposed of.',
  },
  'returns.findMyNoCode': {
    sentence: 'Find My is on, and no bypass code is known for {{serial}}: after an erase nobody could activate it.',
    remedy:
      'Its user turns Find My off in Settings. If they are gone, connect this computer to Intune, which may have the code, or ask Apple with the proof of purchase.',
  },
  'returns.findMyOn': {
    sentence: 'Find My is on. After the erase the device may ask for its owner.',
    remedy: 'Leave the user name empty there and type the bypass code as the password: slipway return code.',
  },
  'returns.recordUnknown': {
    sentence: 'Intune did not say what it has of this device.',
    remedy: 'The run asks again, and touches nothing before it has an answer.',
  },
  'returns.stillAutomated': {
    sentence: 'Apple still assigns {{serial}} to this organization: whoever gets it would be led to your management.',
    remedy: 'Release it in Apple Business Manager before it leaves the house.',
  },
  'returns.eraseNotProved': {
    sentence: 'The ledger does not show that this run erased the device, so there is no certificate.',
    remedy: 'Look at the device. If it is in use, return it once more; its erase is then read back.',
  },
  'returns.noBypassCode': {
    sentence: 'No bypass code is kept for {{serial}}.',
    remedy: 'Look in Intune while it still has the record; else the owner removes the device from their account.',
  },
  'returns.noCertificate': {
    sentence: 'There is no certificate of erasure for {{serial}}.',
    remedy: 'Check the serial number; certificates come from return runs of this data directory.',
  },
}
