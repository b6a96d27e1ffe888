import type { ErrorText } from '../../error-area.ts'
import type { configuratorErrors } from '../../errors/configurator.ts'

export const errorsConfigurator: Readonly<Record<keyof typeof configuratorErrors, ErrorText>> = {
  'configurator.notMac': {
    sentence: 'Apple’s cfgutil exists for the Mac only.',
    remedy: 'Slipway does without it here; what only cfgutil can do needs Slipway on a Mac with Apple Configurator.',
  },
  'configurator.practice': {
    sentence: 'A practice world does not use Apple’s cfgutil: it would work on the real devices on the cables.',
    remedy: 'Leave out --practice, or name a stand-in with --cfgutil.',
  },
  'configurator.notFound': {
    sentence: 'Apple’s cfgutil was not found or cannot be run ({{places}}).',
    remedy: 'Install Apple Configurator from the Mac App Store; its menu also has Install Automation Tools.',
  },
  'configurator.notVerified': {
    sentence: 'cfgutil {{version}} is not verified here, so it is off.',
    remedy: 'Try it on one spare device with: slipway prove --backend configurator',
  },
  'configurator.noDevice': {
    sentence: 'cfgutil found no such device; nothing was done.',
    remedy: 'Check the cable, unlock the device, look at slipway configurator list, and try again.',
  },
  'configurator.whichDevice': {
    sentence: 'cfgutil sees {{count}} devices, and one must be named.',
    remedy: 'Name it with --ecid, or unplug the others.',
  },
  'configurator.ecidUnknown': {
    sentence: 'The device’s ECID is not known, and cfgutil is never called without it.',
    remedy: 'Unlock the device and tap Trust, or write the ECID as slipway configurator list shows it (0x…).',
  },
  'configurator.wordRefused': {
    sentence: 'cfgutil {{verb}} could take “{{word}}” for something else than it is.',
    remedy: 'Use a text that is not empty, does not begin with a hyphen and holds no control characters.',
  },
  'configurator.noWarrant': {
    sentence: 'cfgutil {{verb}} was stopped: nobody consented to it.',
    remedy: 'Nothing was done. Start it from Slipway and confirm it.',
  },
  'configurator.stopped': {
    sentence: 'cfgutil {{verb}} was stopped before its end.',
    remedy: 'It may have happened all the same: look at the device, or read it again, before you repeat it.',
  },
  'configurator.noAnswer': {
    sentence: 'cfgutil {{verb}} did not end within {{seconds}} seconds and was stopped.',
    remedy: 'It may have happened all the same: read the device again before you repeat it. Check cable and network.',
  },
  'configurator.tooMuch': {
    sentence: 'cfgutil {{verb}} printed more than can be its answer and was stopped.',
    remedy: 'Read the device again. If it comes back, report it with the version of Apple Configurator.',
  },
  'configurator.garbled': {
    sentence: 'cfgutil {{verb}} ended ({{end}}) without an answer that can be read: {{text}}',
    remedy: 'What it did is not known: read the device again before you repeat it.',
  },
  'configurator.wrongDevice': {
    sentence: 'cfgutil {{verb}} was called for {{ecid}} and speaks of {{named}}.',
    remedy: 'Unplug all other devices, read this one again, and report it with the version of Apple Configurator.',
  },
  'configurator.deviceLeft': {
    sentence: 'The device went away during cfgutil {{verb}}; what happened to it is not known.',
    remedy: 'Read it again when it is back. Repeat only what the device shows was not done.',
  },
  'configurator.alreadyPrepared': {
    sentence: 'The device is prepared already.',
    remedy: 'Other settings need an erase first; a device takes one configuration per erase.',
  },
  'configurator.waitsForTap': {
    sentence: 'The device has the profile and waits for somebody to install it.',
    remedy: 'Open Settings on the device, install the profile, then read the device again.',
  },
  'configurator.refused': {
    sentence: 'cfgutil {{verb}} failed: {{text}} ({{domain}} {{code}})',
    remedy: 'slipway errors explain {{code}} says what is known about it. Read the device again before you repeat it.',
  },
}
