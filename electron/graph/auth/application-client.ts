import type { AuthenticationResult, Configuration } from '@azure/msal-node'
import { AppError } from '../../../src-shared/errors.ts'
import type { StationCertificate } from './station-certificate.ts'

export type ApplicationClient = {
  /** @param fresh past the cache: the token in it was refused */
  readonly token: (scope: string, claims: string | null, fresh: boolean) => Promise<AuthenticationResult>
}

/** An unattended station: MSAL signs an assertion with the certificate's key (PS256), and no person is asked. */
export async function createApplicationClient(
  configuration: Configuration,
  certificate: StationCertificate,
): Promise<ApplicationClient> {
  const { ConfidentialClientApplication } = await import('@azure/msal-node')
  const client = new ConfidentialClientApplication({
    ...configuration,
    auth: {
      ...configuration.auth,
      clientCertificate: {
        thumbprintSha256: certificate.thumbprint,
        privateKey: certificate.privateKeyPem,
        // Registrations that trust a name instead of one certificate look at the chain.
        x5c: certificate.certificatesPem,
      },
    },
  })
  return {
    token: async (scope, claims, fresh) => {
      const result = await client.acquireTokenByClientCredential({
        scopes: [scope],
        skipCache: fresh,
        ...(claims === null ? {} : { claims }),
      })
      if (result === null) throw new AppError('signIn.refused', { message: '', number: 'no token', trace: '' })
      return result
    },
  }
}
