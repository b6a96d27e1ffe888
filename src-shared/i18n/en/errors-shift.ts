export const errorsShift = {
  'shift.wrong': {
    sentence: 'This PIN or badge is not the right one.',
    remedy: 'Check your name and try again. Each further wrong try makes the next one wait longer.',
  },
  'shift.nothingTyped': {
    sentence: 'No PIN and no badge was given.',
    remedy: 'Type it at a terminal, or let a script put it into {{variable}}.',
  },
  'shift.wait': {
    sentence: 'There were too many wrong tries.',
    remedy: 'Try again in {{seconds}} s.',
  },
  'shift.nobody': {
    sentence: 'Nobody is signed on.',
    remedy: 'Sign on first, with your badge or your PIN.',
  },
  'shift.signOnFirst': {
    sentence: 'Only somebody who is signed on may change who works here.',
    remedy: 'Sign on with your badge or your PIN, then do it again.',
  },
  'shift.isSignedOn': {
    sentence: 'This person is signed on.',
    remedy: 'End their shift first.',
  },
  'shift.nothingToSignOnWith': {
    sentence: 'This person would have nothing to sign on with.',
    remedy: 'Type a PIN of at least four characters, or scan a badge.',
  },
  'shift.nameTaken': {
    sentence: 'Somebody called {{name}} is there already.',
    remedy: 'Add something that tells the two apart.',
  },
  'shift.badgeTaken': {
    sentence: 'This badge belongs to somebody else here.',
    remedy: 'Scan another badge.',
  },
  'shift.unknownOperator': {
    sentence: 'Nobody here is called {{name}}.',
    remedy: 'Look at “slipway shift show”.',
  },
}
