import type { ExplainedRow } from './explained-error.ts'

/** Smart hubs by Cambrionix: `*E410` and the like on the command line, negative numbers from the API. */
export const hubErrors = [
  { id: 'hubPort', names: { hub: [410, '*E410'] }, retry: 'never', confidence: 'observed', source: 'hubNotes' },
  { id: 'hubMode', names: { hub: [420, '*E420'] }, retry: 'never', confidence: 'observed', source: 'hubNotes' },
  { id: 'hubErrorFlag', names: { hub: [422, '*E422'] }, retry: 'afterFix', confidence: 'observed', source: 'hubNotes' },
  {
    id: 'hubRemoteMode',
    names: { hub: [423, '*E423'] },
    retry: 'afterFix',
    confidence: 'observed',
    source: 'hubNotes',
  },
  { id: 'hubLedPattern', names: { hub: [425, '*E425'] }, retry: 'never', confidence: 'observed', source: 'hubNotes' },
  { id: 'hubOther', names: { hub: ['*E'] }, retry: 'reread', confidence: 'inferred', source: 'hubNotes' },
  { id: 'hubApiId', names: { 'hub API': [-10001] }, retry: 'afterFix', confidence: 'observed', source: 'hubNotes' },
  { id: 'hubApiHandle', names: { 'hub API': [-10005] }, retry: 'backoff', confidence: 'observed', source: 'hubNotes' },
  { id: 'hubApiTimeout', names: { 'hub API': [-10006] }, retry: 'backoff', confidence: 'observed', source: 'hubNotes' },
  { id: 'hubApiDropped', names: { 'hub API': [-10007] }, retry: 'backoff', confidence: 'observed', source: 'hubNotes' },
  {
    id: 'hubApiNotReady',
    names: { 'hub API': [-10009] },
    retry: 'backoff',
    confidence: 'observed',
    source: 'hubNotes',
  },
  {
    id: 'hubApiSerialPort',
    names: { 'hub API': [-10014] },
    retry: 'afterFix',
    confidence: 'observed',
    source: 'hubNotes',
  },
] as const satisfies readonly ExplainedRow[]
