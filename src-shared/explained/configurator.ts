import type { ExplainedRow } from './explained-error.ts'

/** What Apple Configurator and cfgutil say on the Mac. */
export const configuratorErrors = [
  {
    id: 'hostTooOld',
    names: { cfgutil: [401], 'ConfigurationUtilityKit.error': [401], MobileDevice: [-402653078] },
    retry: 'afterFix',
    confidence: 'observed',
    source: 'fieldLogs',
  },
  {
    id: 'deviceWentAway',
    names: { cfgutil: [603], 'ConfigurationUtilityKit.error': [603], MobileDevice: [-402653052] },
    retry: 'reread',
    confidence: 'observed',
    source: 'fieldLogs',
  },
  {
    id: 'cfgutil607',
    names: { cfgutil: [607], 'ConfigurationUtilityKit.error': [607] },
    retry: 'reread',
    confidence: 'inferred',
    source: 'fieldLogs',
  },
  {
    id: 'personMustInstall',
    names: { cfgutil: [625], 'ConfigurationUtilityKit.error': [625] },
    retry: 'afterFix',
    confidence: 'observed',
    source: 'fieldLogs',
  },
  {
    id: 'volumePurchase',
    names: { 'ConfigurationUtilityKit.vpp.error': [9603] },
    retry: 'backoff',
    confidence: 'observed',
    source: 'fieldLogs',
  },
  {
    id: 'deviceInUse',
    names: {
      cfgutil: ['This action cannot be performed on the device while it is already in use'],
      MobileDevice: [-402653167],
    },
    retry: 'backoff',
    confidence: 'observed',
    source: 'fieldLogs',
  },
  {
    id: 'activationUnfinished',
    names: { cfgutil: ['complete the activation process'] },
    retry: 'afterFix',
    confidence: 'observed',
    source: 'fieldLogs',
  },
  {
    id: 'stillTiedToAccount',
    names: { cfgutil: ['Unable to activate'] },
    retry: 'afterFix',
    confidence: 'documented',
    source: 'intuneDocs',
  },
  {
    id: 'networkAtPrepare',
    names: { cfgutil: ['Network communication error'] },
    retry: 'afterFix',
    confidence: 'observed',
    source: 'fieldLogs',
  },
  {
    id: 'noDevices',
    names: { cfgutil: ['no devices found'] },
    retry: 'reread',
    confidence: 'observed',
    source: 'fieldLogs',
  },
] as const satisfies readonly ExplainedRow[]
