import { join } from 'node:path'
import type { BusTree } from './bus-tree.ts'
import { runTool } from './run-tool.ts'
import { readWindowsPnp } from './windows-pnp.ts'

const timeoutMs = 30_000

const question = `
$ErrorActionPreference = 'SilentlyContinue'
[Console]::OutputEncoding = [Text.Encoding]::UTF8
$keys = 'DEVPKEY_Device_LocationPaths', 'DEVPKEY_Device_BusReportedDeviceDesc', 'DEVPKEY_Device_Service', 'DEVPKEY_Device_Parent'
$devices = Get-PnpDevice -PresentOnly | Where-Object { $_.InstanceId -like 'USB\\*' -or $_.Class -eq 'USB' }
$rows = foreach ($device in $devices) {
  $found = @{}
  Get-PnpDeviceProperty -InstanceId $device.InstanceId -KeyName $keys | ForEach-Object { $found[$_.KeyName] = $_.Data }
  [pscustomobject]@{
    InstanceId = $device.InstanceId; Name = $device.FriendlyName
    Product = $found['DEVPKEY_Device_BusReportedDeviceDesc']; Service = $found['DEVPKEY_Device_Service']
    Parent = $found['DEVPKEY_Device_Parent']; LocationPaths = $found['DEVPKEY_Device_LocationPaths']
  }
}
ConvertTo-Json -InputObject @($rows) -Compress -Depth 3
`

/**
 * Windows, when the package `usb` cannot be loaded: Plug and Play devices by PowerShell, which takes seconds. Written
 * from Microsoft's documentation of Get-PnpDevice and Get-PnpDeviceProperty; not yet run on a Windows computer.
 * @throws AppError `usb.toolFailed`, `usb.malformed`
 */
export async function windowsBus(): Promise<BusTree> {
  const powershell = join(
    process.env['SystemRoot'] ?? 'C:\\Windows',
    'System32',
    'WindowsPowerShell',
    'v1.0',
    'powershell.exe',
  )
  const output = await runTool(powershell, ['-NoProfile', '-NonInteractive', '-Command', question], timeoutMs)
  return readWindowsPnp(output.toString('utf8'))
}
