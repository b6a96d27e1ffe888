import type { FastifyInstance } from 'fastify'
import { AppError } from '../../../../src-shared/errors.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import { configurationAnswer, readConfigurationQuestion } from './device-configuration.ts'
import type { ProgramProfile } from './profile-rules.ts'
import { findOrganization } from './program.ts'
import type { Organization, Program } from './program.ts'
import { changeProfile, findDevice } from './registry.ts'

/** What a device asks of Apple by itself: its cloud configuration. Asking makes a profile `pushed`. */
export function addDeviceRoutes(server: FastifyInstance, program: Program): void {
  server.post('/deviceservices/cloudConfiguration', async (request, reply) => {
    try {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const question = readConfigurationQuestion(body, program.factory.deviceCa.certificatePem)
      const configuration = await hand(program, question.serial)
      program.observe('cloudConfiguration', configuration === null ? 'none' : 'given')
      return await reply
        .type('application/pkcs7-mime')
        .send(configurationAnswer(question, configuration, program.factory.activationCa))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      program.observe('cloudConfiguration', `refused: ${error.code}`)
      return reply.code(400).type('text/plain').send('The request is not valid.')
    }
  })
}

/** Whether Apple holds a configuration for the device: what the activation record says of it. */
export async function hasConfiguration(program: Program, serial: string): Promise<boolean> {
  return (await findDevice(program.db, serial))?.profile_uuid != null
}

async function hand(program: Program, serial: string): Promise<PlistInputDict | null> {
  const device = await findDevice(program.db, serial)
  if (device === undefined || device.profile_uuid === null) return null
  const row = await program.db
    .selectFrom('profile')
    .select('body')
    .where('uuid', '=', device.profile_uuid)
    .executeTakeFirstOrThrow()
  const now = program.clock.now()
  await program.db.transaction().execute(async (trx) => {
    const { profile_uuid, profile_assigned_at } = device
    const change = { profile_uuid, profile_assigned_at, profile_status: 'pushed', profile_pushed_at: now } as const
    await changeProfile(trx, device, change, now)
  })
  return cloudConfiguration(JSON.parse(row.body) as ProgramProfile, await findOrganization(program.db))
}

function cloudConfiguration(profile: ProgramProfile, organization: Organization): PlistInputDict {
  const ders = (certificates: readonly string[] | undefined) =>
    certificates?.map((certificate) => Buffer.from(certificate, 'base64'))
  return {
    AllowPairing: profile.allow_pairing,
    // Apple: from iOS 13 on every device of the program is supervised and its management mandatory.
    IsSupervised: true,
    IsMandatory: true,
    IsMDMUnremovable: !profile.is_mdm_removable,
    IsMultiUser: profile.is_multi_user,
    AwaitDeviceConfigured: profile.await_device_configured,
    ConfigurationURL: profile.url,
    ConfigurationWebURL: profile.configuration_web_url,
    AnchorCertificates: ders(profile.anchor_certs),
    SupervisorHostCertificates: ders(profile.supervising_host_certs),
    SkipSetup: profile.skip_setup_items,
    OrganizationName: organization.name,
    OrganizationEmail: organization.email,
    OrganizationPhone: organization.phone,
    OrganizationAddress: organization.address,
    OrganizationDepartment: profile.department,
    OrganizationMagic: profile.org_magic,
    OrganizationSupportPhone: profile.support_phone_number,
    OrganizationSupportEmail: profile.support_email_address,
  }
}
