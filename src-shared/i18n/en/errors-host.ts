export const errorsHost = {
  'rpc.closed': {
    sentence: 'The connection to Slipway was lost.',
    remedy: 'Wait a moment: it reconnects by itself. If it does not, start Slipway again; devices keep their state.',
  },
  'rpc.unknownCall': {
    sentence: 'This window asked for “{{name}}”, which this Slipway does not know.',
    remedy: 'Reload the window; it may belong to another version.',
  },
  'rpc.badInput': {
    sentence: 'A request to “{{name}}” was not in the expected form ({{reason}}).',
    remedy: 'Reload the window and try again; if it comes back, send the log to whoever supports Slipway.',
  },
  'rpc.badOutput': {
    sentence: 'The answer of “{{name}}” was not in the expected form ({{reason}}).',
    remedy: 'Reload the window and try again; if it comes back, send the log to whoever supports Slipway.',
  },
  'rpc.tooLarge': {
    sentence: 'A message to or from “{{name}}” has {{size}} characters; at most {{limit}} are accepted.',
    remedy: 'Choose fewer devices at a time.',
  },
  'rpc.busy': {
    sentence: 'More than {{limit}} requests are waiting for an answer.',
    remedy: 'Wait until some are answered, then try again.',
  },
  'station.portTaken': {
    sentence: 'Port {{port}} of this computer is already in use.',
    remedy: 'Close the other program (perhaps another Slipway), or choose another port with --port.',
  },
  'station.pageMissing': {
    sentence: 'The page has not been built: {{path}} is missing.',
    remedy: 'Run “npm start”, which builds it.',
  },
}
