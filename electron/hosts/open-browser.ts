import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { withoutSecrets } from '../lib/child-service.ts'

export type OpenCommand = { readonly command: string; readonly args: readonly string[] }

/** How each system opens an address with whatever browser its user chose. */
export function openCommand(platform: NodeJS.Platform, url: string): OpenCommand {
  if (platform === 'darwin') return { command: 'open', args: [url] }
  // `start` belongs to cmd, where & ^ % mean something; rundll32 takes the address as it is.
  if (platform === 'win32') return { command: 'rundll32', args: ['url.dll,FileProtocolHandler', url] }
  return { command: 'xdg-open', args: [url] }
}

/** Opens the default browser. False when that cannot be done here; never throws. */
export async function openBrowser(url: string, open = openCommand(process.platform, url)): Promise<boolean> {
  try {
    const child = spawn(open.command, [...open.args], {
      stdio: 'ignore',
      detached: true,
      env: withoutSecrets(process.env),
    })
    child.unref()
    // xdg-open ends with an error soon when there is no browser; one that stays is a browser itself.
    const [code] = await Promise.race([once(child, 'exit'), stillThere()])
    return code === 0
  } catch {
    return false
  }
}

function stillThere(): Promise<readonly [0]> {
  return new Promise((resolve) => {
    setTimeout(() => resolve([0]), 3000).unref()
  })
}
