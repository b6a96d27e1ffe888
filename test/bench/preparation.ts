import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateRsaKey } from '../../electron/lib/crypto-keys.ts'
import { issueCertificate } from '../../electron/pki/certificate.ts'
import { startCart } from '../harness/cart.ts'
import type { RunningCart } from '../harness/cart.ts'
import { findGoIos } from '../interop/cart-clients.ts'
import { holdContest } from './contest.ts'
import type { Contender, Contest, Course } from './contest.ts'
import { takesPart } from './options.ts'
import type { BenchOptions } from './options.ts'
import { runPerDevice } from './programs.ts'
import { runClient } from './running-client.ts'
import { sizedProfile } from './sized-profile.ts'

type Maker = { readonly program: string; readonly make: (cart: RunningCart) => Contender }

/** Supervises a whole cart. A device takes one configuration per erase, so every lap has a new cart, paired beforehand. */
export async function benchPreparation(options: BenchOptions): Promise<Contest> {
  const { devices, rounds, widths, say } = options
  const folder = await mkdtemp(join(tmpdir(), 'slipway-bench-'))
  try {
    const certificate = await supervisionCertificate()
    const certificatePath = join(folder, 'supervision.der')
    await writeFile(certificatePath, certificate)
    const makers = new Map(
      Object.entries(preparers(certificate, certificatePath)).filter(
        ([name, { program }]) => takesPart(options, name) && options.isInstalled(program),
      ),
    )
    return await holdContest({
      title: `supervise ${devices} devices, configure them and read it back`,
      contenders: [...makers.keys()],
      widths: widths.filter((width) => width > 1),
      rounds,
      say,
      prepare: async (name) => {
        const maker = makers.get(name)
        if (maker === undefined) throw new RangeError(name)
        return newCourse(options, maker)
      },
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function newCourse({ devices, data }: BenchOptions, { make }: Maker): Promise<Course> {
  const scenario = { devices: Array.from({ length: devices }, () => ({ state: 'activated' })) }
  const cart = await startCart({ scenario, hands: 'atOnce', data })
  try {
    await runClient({ kind: 'pair', address: cart.address, width: 8 })
  } catch (error) {
    await cart.stop()
    throw error
  }
  const finish = async (): Promise<void> => {
    const reports = await cart.list()
    await cart.stop()
    const done = reports.filter(({ storage }) => storage.supervised && storage.organization === 'Bench')
    if (done.length !== devices) throw new Error(`${done.length} of ${devices} devices were supervised`)
  }
  return { cartPid: cart.pid, contender: make(cart), finish }
}

function preparers(certificate: Buffer, certificatePath: string): Readonly<Record<string, Maker>> {
  const task = { certificate: certificate.toString('base64'), profile: sizedProfile() }
  const own =
    (name: string, kind: 'supervise' | 'prepare') =>
    ({ address }: RunningCart): Contender => ({
      name,
      ours: true,
      clientPid: null,
      run: (width) => runClient({ kind, address, width, ...task }),
    })
  const goIos = findGoIos()
  return {
    'Slipway: supervise and read back': {
      program: process.execPath,
      make: own('Slipway: supervise and read back', 'supervise'),
    },
    'Slipway: every deed of ios prepare': {
      program: process.execPath,
      make: own('Slipway: every deed of ios prepare', 'prepare'),
    },
    'ios prepare': { program: goIos, make: (cart) => iosPrepare(cart, goIos, certificatePath) },
  }
}

/** It reads its configuration back by itself, on the connection that wrote it. */
function iosPrepare(cart: RunningCart, goIos: string, certificatePath: string): Contender {
  const { address } = cart
  return {
    name: 'ios prepare',
    ours: false,
    clientPid: null,
    run: async (width) => {
      const udids = (await cart.list()).map(({ identity }) => identity.udid)
      const args = ['prepare', `--certfile=${certificatePath}`, '--orgname=Bench', '--skip-all', '--udid={}']
      await runPerDevice({ command: goIos, args, address, udids, width })
    },
  }
}

async function supervisionCertificate(): Promise<Buffer> {
  const keys = await generateRsaKey()
  const year = 365 * 24 * 3600_000
  return issueCertificate({
    subject: [{ type: 'commonName', value: 'Bench' }],
    issuer: null,
    privateKeyPem: keys.privateKeyPem,
    publicKeyPem: keys.publicKeyPem,
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + year),
    basicConstraints: { ca: true, critical: true },
  }).der
}
