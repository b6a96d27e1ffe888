import { posix } from 'node:path'
import { randomBytes, sha256 } from '../../lib/crypto.ts'

/**
 * Where an engine may listen for other hosts on its data directory, best first. On POSIX a socket in the directory itself;
 * where its name is too long for a socket, or the directory is on a disk that has none, one in a folder for this user's
 * sockets. On Windows a pipe whose name nobody can guess: pipes are in no folder, and anybody may look for one.
 */
export function localAddresses(
  dataDir: string,
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
  user: { readonly uid: number | null; readonly temporary: string },
): readonly string[] {
  if (platform === 'win32') return [`\\\\.\\pipe\\slipway-${randomBytes(24).toString('hex')}`]
  const name = `${sha256(dataDir).toString('hex').slice(0, 24)}.sock`
  const own = `slipway-${user.uid ?? 'user'}`
  const folders = [
    ...(env['XDG_RUNTIME_DIR'] === undefined ? [] : [posix.join(env['XDG_RUNTIME_DIR'], 'slipway')]),
    posix.join(user.temporary, own),
    posix.join('/tmp', own),
  ]
  const all = [posix.join(dataDir, 'engine.sock'), ...folders.map((folder) => posix.join(folder, name))]
  return all.filter((path) => Buffer.byteLength(path) <= longestSocketPath && posix.isAbsolute(path))
}

/** sockaddr_un has 104 bytes on macOS and 108 on Linux, a zero at the end included. */
const longestSocketPath = 103
