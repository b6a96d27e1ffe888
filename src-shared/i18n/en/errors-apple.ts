import { errorsAppleLockdown } from './errors-apple-lockdown.ts'
import { errorsAppleMcInstall } from './errors-apple-mcinstall.ts'

export const errorsApple = {
  'apple.mux.missingOnLinux': {
    sentence: 'No service for Apple devices answers at {{address}}.',
    remedy:
      'Install usbmuxd (for example “sudo apt install usbmuxd”), plug a device in, and check “systemctl status usbmuxd”.',
  },
  'apple.mux.missingOnMac': {
    sentence: 'The service of macOS for Apple devices does not answer at {{address}}.',
    remedy: 'Unplug every device and plug one in again; if it stays like this, restart the Mac.',
  },
  'apple.mux.missingOnWindows': {
    sentence: 'The Apple Mobile Device Service does not answer at {{address}}.',
    remedy:
      'Install “Apple Devices” or iTunes from Apple, then start the service “Apple Mobile Device Service” in Windows’ list of services.',
  },
  'apple.mux.unreachable': {
    sentence: 'Nothing answers at the device service address {{address}} ({{cause}}).',
    remedy: 'Start the service there, or correct the setting or USBMUXD_SOCKET_ADDRESS.',
  },
  'apple.mux.notPermitted': {
    sentence: 'You may not use the service for Apple devices at {{address}}.',
    remedy: 'Ask an administrator for access to it, or start Slipway as a user who has it.',
  },
  'apple.mux.badAddress': {
    sentence: '“{{text}}” is not the address of a device service.',
    remedy: 'Write host:port (127.0.0.1:27015), [IPv6]:port, UNIX:/path or /path.',
  },
  'apple.mux.refused': {
    sentence: 'The service for Apple devices refused {{request}} (result {{number}}).',
    remedy: 'Retry; if it comes back, restart usbmuxd or the Apple Mobile Device Service.',
  },
  'apple.mux.malformed': {
    sentence: 'The service at the device address does not answer as usbmuxd does: {{reason}}.',
    remedy: 'Check that the address belongs to usbmuxd and not to another program.',
  },
  'apple.deviceGone': {
    sentence: 'The device {{udid}} is no longer on the cable.',
    remedy: 'Plug it in again; Slipway goes on when it is back.',
  },
  'apple.portRefused': {
    sentence: 'The device {{udid}} does not answer at port {{port}}.',
    remedy: 'Wait until the device has started, unlock it, and retry.',
  },
  'apple.pairRecordMalformed': {
    sentence: 'The stored pair record of the device {{udid}} cannot be read: {{reason}}.',
    remedy: 'Retry: Slipway pairs with the device again.',
  },
  'apple.notPaired': {
    sentence: 'This computer is not paired with the device {{udid}}.',
    remedy: 'Pair with it first.',
  },
  'apple.restoreMode': {
    sentence: 'The device {{udid}} is being restored and takes no settings.',
    remedy: 'Wait until the restore has ended and the device shows “Hello”.',
  },
  ...errorsAppleLockdown,
  ...errorsAppleMcInstall,
  'apple.cloudConfiguration.urlNotHttps': {
    sentence: 'The enrollment address {{url}} is not an https address.',
    remedy: 'Check the enrollment profile in Intune: devices enroll over https only.',
  },
  'apple.cloudConfiguration.noCertificate': {
    sentence: 'A device cannot be supervised without the certificate of a supervision identity.',
    remedy: 'Create or import the organization’s supervision identity first.',
  },
  'apple.erase.noWarrant': {
    sentence: 'An erase of {{udid}} was stopped: nobody consented to it.',
    remedy: 'Nothing was erased. Start the erase from Slipway and confirm it.',
  },
  'apple.mcinstall.noWarrant': {
    sentence: 'The removal of a profile from {{udid}} was stopped: nobody consented to it.',
    remedy: 'The profile is still there. Remove it from Slipway and confirm it.',
  },
  'apple.recovery.noWarrant': {
    sentence: 'Recovery of {{udid}} was stopped: nobody consented to it.',
    remedy: 'The device is as it was. Start it from Slipway and confirm it.',
  },
  'apple.activation.locked': {
    sentence: 'Activation Lock is on: Apple asks for the Apple Account this device belongs to.',
    remedy:
      'Sign in on the device with that account, have its owner remove the device from the account, or use the bypass code kept by the management service.',
  },
  'apple.activation.needsInternet': {
    sentence: 'The device must be activated, but {{host}} cannot be reached ({{cause}}).',
    remedy: 'Connect this computer to the internet (activation goes through it), check proxy and firewall, and retry.',
  },
  'apple.activation.refused': {
    sentence: 'Apple did not activate the device: {{text}} (HTTP {{status}})',
    remedy: 'Retry in a few minutes; a cellular device may also need its SIM inserted.',
  },
  'apple.activation.deviceRefused': {
    sentence: 'The device did not accept its activation: {{text}}',
    remedy: 'Restart the device and retry; if it comes back, activate it by hand over Wi-Fi.',
  },
  'apple.service.refused': {
    sentence: 'The device refused {{request}}: {{text}}',
    remedy: 'Unlock the device and retry.',
  },
  'apple.service.malformed': {
    sentence: 'The device’s answer to {{request}} was not understood.',
    remedy: 'Unplug the device, plug it in again and retry; if it comes back, save a trace for support.',
  },
  'apple.afc.failed': {
    sentence: 'The device could not {{operation}} the file {{path}} (AFC {{status}}).',
    remedy: 'Check the free space on the device, unlock it and retry.',
  },
  'apple.app.refused': {
    sentence: 'The device refused this with the app: {{text}}',
    remedy: 'Check that the app is signed for this device and its iOS version, then retry.',
  },
}
