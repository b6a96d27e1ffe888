import { spawn } from 'node:child_process'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'
import type { TenantAnnouncement } from '../../../electron/practice/tenant/start.ts'
import { programFile } from '../../harness/programs.ts'

const children: ChildProcessWithoutNullStreams[] = []
const directories: string[] = []

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true })
})

async function newDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'slipway-tenant-main-'))
  directories.push(directory)
  return directory
}

function run(directory: string, ...more: readonly string[]): ChildProcessWithoutNullStreams {
  const args = [
    programFile('practice-tenant'),
    '--data',
    join(directory, 'tenant'),
    '--factory',
    join(directory, 'factory'),
    ...more,
  ]
  const child = spawn(process.execPath, args)
  children.push(child)
  return child
}

async function announced(child: ChildProcessWithoutNullStreams): Promise<TenantAnnouncement> {
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return JSON.parse(line) as TenantAnnouncement
}

async function outcome(
  child: ChildProcessWithoutNullStreams,
): Promise<{ readonly code: number; readonly error: string }> {
  let error = ''
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number]
  return { code, error: error.trim() }
}

describe('the process of the practice tenant', () => {
  it('announces itself in one line, serves, and leaves when the pipe from its parent closes', async () => {
    const child = run(await newDirectory())
    const said = await announced(child)
    expect(Object.keys(said).sort()).toEqual(
      [
        'activationUrl',
        'appleUrl',
        'authority',
        'baseUrl',
        'clientId',
        'controlToken',
        'controlUrl',
        'deviceBaseUrl',
        'portalUrl',
        'rootCertificate',
        'secureBaseUrl',
        'tenantId',
        'token',
      ].sort(),
    )
    const answer = await fetch(`${said.baseUrl}/v1.0/organization`, {
      headers: { authorization: `Bearer ${said.token}` },
    })
    expect(((await answer.json()) as { value: { id: string }[] }).value[0]?.id).toBe(said.tenantId)
    child.stdin.end()
    expect((await outcome(child)).code).toBe(0)
  })

  it('leaves on SIGTERM', async () => {
    const child = run(await newDirectory())
    await announced(child)
    child.kill('SIGTERM')
    expect((await outcome(child)).code).toBe(0)
  })

  it('says in one sentence when the port is taken, and exits', async () => {
    const directory = await newDirectory()
    const { baseUrl } = await announced(run(directory))
    const { port } = new URL(baseUrl)
    const second = await outcome(run(await newDirectory(), '--port', port))
    expect(second).toEqual({ code: 1, error: `Port ${port} is already in use.` })
  })

  it('says in one sentence when its directory is a file, or an option is wrong', async () => {
    const directory = await newDirectory()
    const { code, error } = await outcome(run(directory, '--seed', 'nothing'))
    expect([code, error]).toEqual([1, expect.stringContaining('seed')])
    const damaged = await newDirectory()
    await writeFile(join(damaged, 'tenant'), 'a file where a directory should be')
    const refused = await outcome(run(damaged))
    expect(refused.code).toBe(1)
    expect(refused.error).not.toContain('    at ')
    expect(refused.error).toContain('cannot be written')
    expect(refused.error.split('\n')).toHaveLength(1)
  })

  it('says in one sentence when its database is damaged', async () => {
    const directory = await newDirectory()
    const first = run(directory)
    await announced(first)
    first.kill('SIGTERM')
    await outcome(first)
    await writeFile(
      join(directory, 'tenant', 'tenant.sqlite'),
      'this is no database, whatever its name says'.repeat(100),
    )
    const refused = await outcome(run(directory))
    expect(refused.code).toBe(1)
    expect(refused.error).toContain('cannot be used')
  })
})
