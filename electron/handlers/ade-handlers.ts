import type { adeContract } from '../../src-shared/ade-contract.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import type { AdeDesk } from '../graph/ade-desk.ts'
import type { AdeTokens } from '../graph/ade-tokens.ts'
import { sha1 } from '../lib/crypto.ts'
import { certificateFacts } from '../lib/crypto-keys.ts'

export type AdeServices = { readonly tokens: AdeTokens; readonly desk: AdeDesk }

/** Automated Device Enrollment, as the contract has it. */
export function makeAdeHandlers({ tokens, desk }: AdeServices): Handlers<typeof adeContract> {
  return {
    'ade.tokens': async () => ({ tokens: [...(await tokens.list())] }),
    'ade.requestToken': async ({ token: name, newName, consent, fresh }) => {
      if (newName !== null) return tokens.create(newName, consent)
      const token = await tokens.find(name)
      return { token, pem: await tokens.request(token, fresh) }
    },
    'ade.uploadToken': async ({ token, appleId, file, otherAppleId }) =>
      tokens.upload(await tokens.find(token), { appleId, file: Buffer.from(file, 'base64'), otherAppleId }),
    'ade.sync': async ({ token, wait }) => tokens.sync(await tokens.find(token), wait),
    'ade.devices': async ({ token }) => ({ devices: [...(await desk.devices(await tokens.find(token)))] }),
    'ade.profiles': async ({ token }) => ({ profiles: [...(await desk.profiles(await tokens.find(token)))] }),
    'ade.createProfile': async ({ token, settings }) => ({
      profile: await desk.create(await tokens.find(token), settings),
    }),
    'ade.editProfile': async ({ token, profile, changes }) => ({
      profile: await desk.edit(await tokens.find(token), profile, changes),
    }),
    'ade.deleteProfile': async ({ token, profile }) => {
      await desk.remove(await tokens.find(token), profile)
      return {}
    },
    'ade.setDefaultProfile': async ({ token, profile }) => {
      await desk.setDefault(await tokens.find(token), profile)
      return {}
    },
    'ade.assign': async ({ token, profile, serials }) => ({
      rows: [...(await desk.assign(await tokens.find(token), profile, serials))],
    }),
    'ade.readCertificate': async ({ file }) => {
      const facts = certificateFacts(Buffer.from(file, 'base64'))
      return {
        thumbprint: sha1(facts.der).toString('hex').toUpperCase(),
        certificate: facts.der.toString('base64'),
        subject: facts.subject.replaceAll('\n', ', '),
        expiresAt: facts.notAfter.getTime(),
      }
    },
  }
}
