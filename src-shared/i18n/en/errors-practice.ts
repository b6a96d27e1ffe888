export const errorsPractice = {
  'practice.dataUnusable': {
    sentence: 'The practice data in {{path}} cannot be used: it is damaged or was written by a newer Slipway.',
    remedy: 'Choose another directory with --data, or delete this one: it holds practice data only.',
  },
  'practice.portTaken': {
    sentence: 'Port {{port}} is already in use.',
    remedy: 'Choose another port, or 0 to let the system pick a free one.',
  },
  'practice.scenarioInvalid': {
    sentence: 'The practice scenario {{path}} cannot be used: {{reason}}.',
    remedy: 'Correct the file, or leave --scenario out to get the usual cart.',
  },
  'practice.cannotListen': {
    sentence: 'The practice cart cannot listen on {{address}}: {{reason}}.',
    remedy: 'Choose another port, or port 0 for any free one.',
  },
  'practice.activationInvalid': {
    sentence: 'The practice device or the practice activation service refused an activation message: {{reason}}.',
    remedy: 'Start cart and tenant from the same practice world, then try again.',
  },
  'practice.notHere': {
    sentence: 'Cables and fingers of this practice world are not in the hands of this Slipway.',
    remedy: 'Start Slipway with --practice and without --mux: then it brings a practice world of its own.',
  },
  'practice.questionGone': {
    sentence: 'The practice device does not ask this any more.',
    remedy: 'Look at its screen again.',
  },
}
