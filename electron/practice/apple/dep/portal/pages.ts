import type { Organization } from '../program.ts'
import { programTime } from '../program.ts'
import type { MdmServer, ProgramDevice } from '../store/schema.ts'
import type { Notice } from './html.ts'
import { escapeHtml, notice, page } from './html.ts'

export function serversPage(
  servers: readonly (MdmServer & { readonly devices: number })[],
  organization: Organization,
  told: Notice | null,
): string {
  const rows = servers.map(
    (server) => `<tr><td><a href="/portal/servers/${server.uuid}">${escapeHtml(server.name)}</a></td>
<td>${server.devices}</td><td>${expiry(server)}</td></tr>`,
  )
  const terms = organization.termsSigned
    ? ''
    : `<form method="post" action="/portal/terms"><p role="alert">Apple has new terms and conditions. Until an administrator agrees to them,
no MDM server gets an answer.</p><button>Agree</button></form>`
  return page(
    'Manage Servers',
    `${notice(told)}${terms}
<p>${escapeHtml(organization.name)} – signed in as <strong>${escapeHtml(organization.administrator)}</strong></p>
<form method="post" action="/portal/sign-in"><label for="account">Sign in with another Apple Account</label>
<input id="account" name="account" type="email" required> <button>Sign in</button></form>
<h2>MDM servers</h2>
<table><thead><tr><th>Name</th><th>Devices</th><th>Token</th></tr></thead><tbody>${rows.join('')}</tbody></table>
<h2>Add MDM Server</h2>
<form method="post" action="/portal/servers" enctype="multipart/form-data">
<label for="name">MDM server name</label><input id="name" name="name" required maxlength="100">
<label for="key">Public key of the server (.pem)</label><input id="key" name="key" type="file" accept=".pem,.crt,.cer" required>
<div><button>Next</button></div></form>`,
  )
}

export function serverPage(server: MdmServer, told: Notice | null): string {
  const path = `/portal/servers/${server.uuid}`
  return page(
    server.name,
    `${notice(told)}<p>Token: ${expiry(server)}. Each download makes a new token, and the one before is void.</p>
<form method="post" action="${path}/token"><button>Download Your Server Token</button></form>
<h2>Replace the public key</h2>
<form method="post" action="${path}/key" enctype="multipart/form-data">
<label for="key">Public key of the server (.pem)</label><input id="key" name="key" type="file" accept=".pem,.crt,.cer" required>
<div><button>Replace</button></div></form>
<h2>Settings</h2>
<form method="post" action="${path}/settings">
<label><input type="checkbox" name="release"${server.may_release === 1 ? ' checked' : ''}> Allow this server to release devices</label>
<button>Save</button></form>`,
  )
}

export function devicesPage(
  servers: readonly MdmServer[],
  devices: readonly ProgramDevice[],
  total: number,
  told: Notice | null,
): string {
  const options = servers.map(({ uuid, name }) => `<option value="${uuid}">${escapeHtml(name)}</option>`).join('')
  const nameOf = (uuid: string | null) => servers.find((server) => server.uuid === uuid)?.name ?? '–'
  const rows = devices.map(
    (device) => `<tr><td>${escapeHtml(device.serial)}</td><td>${escapeHtml(device.description)}</td>
<td>${escapeHtml(device.order_number)}</td><td>${escapeHtml(nameOf(device.server_uuid))}</td></tr>`,
  )
  return page(
    'Manage Devices',
    `${notice(told)}
<form method="post" action="/portal/devices" enctype="multipart/form-data">
<fieldset><legend>Choose devices by</legend>
<label><input type="radio" name="by" value="serial" checked> Serial number</label>
<label for="serials">Serial numbers, separated by commas or lines</label><textarea id="serials" name="serials"></textarea>
<label><input type="radio" name="by" value="order"> Order number</label>
<label for="order">Order number</label><input id="order" name="order">
<label><input type="radio" name="by" value="csv"> Upload CSV file</label>
<label for="csv">CSV file with one serial number a line</label><input id="csv" name="csv" type="file" accept=".csv,text/csv">
</fieldset>
<fieldset><legend>Choose action</legend>
<label for="action">Action</label><select id="action" name="action"><option value="assign">Assign to Server</option>
<option value="unassign">Unassign</option><option value="disown">Release, for good</option></select>
<label for="server">MDM server</label><select id="server" name="server">${options}</select></fieldset>
<button>OK</button></form>
<h2>Buy practice devices</h2>
<form method="post" action="/portal/devices/buy">
<label for="bought">Serial numbers, as a shop would report them</label><textarea id="bought" name="serials"></textarea>
<label for="bought-order">Order number</label><input id="bought-order" name="order" value="PRACTICE-1">
<label for="source">Where they come from</label><select id="source" name="source"><option value="APPLE">Bought from a shop</option>
<option value="MANUALLY_ADDED">Added by hand with Apple Configurator</option></select><div><button>Buy</button></div></form>
<h2>Devices</h2><p>${total} in all${total > rows.length ? `, the first ${rows.length} are shown` : ''}</p>
<table><thead><tr><th>Serial number</th><th>Device</th><th>Order</th><th>MDM server</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
  )
}

function expiry(server: MdmServer): string {
  return server.token_expires_at === null
    ? 'not downloaded yet'
    : `made by ${escapeHtml(server.admin_id)}, good until ${programTime(server.token_expires_at).slice(0, 10)}`
}
