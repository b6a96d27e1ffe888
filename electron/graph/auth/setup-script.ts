import type { SetupKind } from '../../../src-shared/account-contract.ts'
import type { CloudName } from '../../../src-shared/account.ts'
import { graphAppId, permissions } from '../../../src-shared/permissions.ts'

const appName = 'Slipway'
const redirectUri = 'http://localhost'

/** How Microsoft's two command lines name the clouds; theirs have no separate name for the DoD sign-in. */
const cloudWords: Readonly<Record<CloudName, { readonly az: string; readonly powershell: string }>> = {
  global: { az: 'AzureCloud', powershell: 'Global' },
  usGov: { az: 'AzureUSGovernment', powershell: 'USGov' },
  usGovDod: { az: 'AzureUSGovernment', powershell: 'USGovDoD' },
  china: { az: 'AzureChinaCloud', powershell: 'China' },
}

/** The permissions of people, as an app registration lists them. */
const requiredResourceAccess = [
  {
    resourceAppId: graphAppId,
    resourceAccess: permissions.map(({ delegatedId: id }) => ({ id, type: 'Scope' })),
  },
]

/**
 * What makes the app registration an organization brings itself: one tenant, a public client for people, no secret.
 * An administrator reads it and runs it; nothing in it is particular to one organization.
 */
export function setupScript(kind: SetupKind, cloud: CloudName): string {
  return { az, powershell, graph }[kind](cloud)
}

/** Azure CLI, for a POSIX shell. */
function az(cloud: CloudName): string {
  return `#!/bin/sh
# Needs the Azure CLI and a person who may register applications and grant consent for everybody.
set -eu
az cloud set --name ${cloudWords[cloud].az}
az login --allow-no-subscriptions --output none
access='${JSON.stringify(requiredResourceAccess)}'
app=$(az ad app create --display-name '${appName}' --sign-in-audience AzureADMyOrg \\
  --public-client-redirect-uris '${redirectUri}' --is-fallback-public-client false \\
  --required-resource-accesses "$access" --query appId --output tsv)
az ad sp create --id "$app" --output none
# The directory needs a moment until it knows the new application everywhere.
sleep 30
az ad app permission admin-consent --id "$app"
tenant=$(az account show --query tenantId --output tsv)
echo "slipway tenant setup --cloud ${cloud} --tenant-id $tenant --client-id $app"
`
}

/** Microsoft Graph PowerShell. */
function powershell(cloud: CloudName): string {
  const access = permissions.map(({ delegatedId }) => `    @{ Id = '${delegatedId}'; Type = 'Scope' }`).join('\n')
  const scope = permissions.map(({ name }) => name).join(' ')
  return `# Needs the modules Microsoft.Graph.Applications and Microsoft.Graph.Identity.SignIns.
$ErrorActionPreference = 'Stop'
Connect-MgGraph -Environment ${cloudWords[cloud].powershell} -NoWelcome -Scopes @(
  'Application.ReadWrite.All'
  'DelegatedPermissionGrant.ReadWrite.All'
)
$access = @{
  ResourceAppId  = '${graphAppId}'
  ResourceAccess = @(
${access}
  )
}
$app = New-MgApplication -DisplayName '${appName}' -SignInAudience AzureADMyOrg \`
  -PublicClient @{ RedirectUris = @('${redirectUri}') } -RequiredResourceAccess @($access)
$own = New-MgServicePrincipal -AppId $app.AppId
$graph = Get-MgServicePrincipal -Filter "appId eq '${graphAppId}'"
$grant = @{
  ClientId    = $own.Id
  ResourceId  = $graph.Id
  ConsentType = 'AllPrincipals'
  Scope       = '${scope}'
}
New-MgOauth2PermissionGrant -BodyParameter $grant | Out-Null
"slipway tenant setup --cloud ${cloud} --tenant-id $((Get-MgContext).TenantId) --client-id $($app.AppId)"
`
}

/** The body of `POST /applications`. */
function graph(): string {
  const body = {
    displayName: appName,
    signInAudience: 'AzureADMyOrg',
    isFallbackPublicClient: false,
    publicClient: { redirectUris: [redirectUri] },
    requiredResourceAccess,
  }
  return `${JSON.stringify(body, null, 2)}\n`
}
