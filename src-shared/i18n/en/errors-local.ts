export const errorsLocal = {
  'local.otherVersion': {
    sentence:
      'A Slipway of version {{running}} is at work in this data directory (process {{pid}}); this one is {{mine}}.',
    remedy: 'Close that one, or use the same version for both.',
  },
  'local.otherSetting': {
    sentence:
      'The Slipway at work in this data directory (process {{pid}}) was started with {{option}} {{running}}, not {{wanted}}.',
    remedy: 'Leave {{option}} out, close that Slipway first, or use another directory with --data.',
  },
  'local.noTrace': {
    sentence:
      'A Slipway is at work in this data directory already (process {{pid}}), and only that one could write a trace.',
    remedy: 'Leave the trace out, or close that Slipway first.',
  },
  'local.engineEnded': {
    sentence: 'The Slipway that did the work (process {{pid}}) has ended.',
    remedy: 'Start again: this one then does the work itself. Devices and their runs are kept as they were.',
  },
  'local.engineSilent': {
    sentence: 'The Slipway at work in {{path}} (process {{pid}}) does not answer.',
    remedy: 'Wait until it has started, or end that process and try again; nothing is lost.',
  },
  'local.notServed': {
    sentence:
      '“slipway prove” or “slipway trace” is at work in {{path}} (process {{pid}}) and needs its device for itself.',
    remedy: 'Wait until it is done, or choose another directory with --data.',
  },
}
