export const errorsLedger = {
  'ledger.none': {
    sentence: 'There is no ledger in {{path}}.',
    remedy: 'Name the data directory of the Slipway in question with --data; --practice stands for the practice one.',
  },
  'ledger.notALedger': {
    sentence: '{{path}} is not a ledger of Slipway, or it is damaged from its beginning.',
    remedy:
      'Name the right data directory with --data. If it is the right one, keep the file as it is and take a backup.',
  },
  'ledger.lineUnreadable': {
    sentence: 'Line {{line}} of the ledger cannot be read.',
    remedy: 'Run “slipway ledger verify” and keep the file as it is; a backup may hold the line.',
  },
  'ledger.forgetWhat': {
    sentence: 'It was not said which personal data to erase.',
    remedy: 'Name an age, a device, or both.',
  },
  'ledger.countMismatch': {
    sentence:
      'The confirmed number {{confirmed}} is not the number of personal fields, {{fields}}. Nothing was erased.',
    remedy: 'Look again what would be erased, and confirm that number.',
  },
  'ledger.forgetBusy': {
    sentence:
      'Slipway still needs what is personal of {{devices}}: a run is at work, or Intune has still to be told. Nothing was erased.',
    remedy: 'Let that come to its end, or cancel the run and drop what waits in the outbox; then erase again.',
  },
}
