import { expect, test } from 'vitest'
import { journalEvent } from '../../src-shared/journal.ts'

/** A line as the first version wrote it that folded journals. It stays as it is, whatever later versions add. */
const folded = `{"type":"folded","at":1000,"state":{"udid":"u","presence":"unplugged","deviceId":null,"locationId":1,
"slot":1,"facts":{"udid":"u","serial":"S","ecid":"26","name":"iPhone","productType":"iPhone14,5","deviceClass":"iPhone",
"osVersion":"18.3","build":"22D60","activationState":"Activated","setupDone":true,"cloudConfigured":true,
"supervised":false,"organizationName":null,"findMy":false,"passwordProtected":false,"batteryPercent":80,
"batteryCharging":false,"imei":null,"wifiAddress":null,"practiceWorld":null},"identifying":false,"identifyError":null,
"run":{"id":"r","batchId":"b","blueprint":{"version":1,"id":"direct","name":"Direct","route":"direct","endsAt":"bench",
"enrollmentProfile":{"displayName":"P","description":"","userAffinity":"none"},"supervise":true,"skipSetup":["Siri"],
"wifi":null,"nameTemplate":"{serial}","language":null,"locale":null,"erase":"never","profiles":[]},"eraseConsent":false,
"eraseOrderedAt":900,"orderedUnder":null,"beforeErase":null,"operator":"Ada","profilesBefore":[],"status":"awaiting",
"plan":{"udid":"u","route":"direct","erases":"no","steps":[{"name":"pair","skip":false,"reason":"pair.always",
"expectedMs":1}],"problems":[],"warnings":[],"expectedMs":1},"steps":[{"name":"pair","outcome":"done","reason":
"pair.always","startedAt":1,"endedAt":2}],"current":"enroll","startedOn":1,"interrupted":false,"cancelRequested":false,
"paused":false,"hold":null,"rule":null,"tap":null,"error":{"code":"app.timeout","message":"x","details":{}},
"startedAt":1,"endedAt":null},"intuneState":"notContacted"}}`

test('a folded line of the first version is read by every later one: a station would not start otherwise', () => {
  const { error, data } = journalEvent.safeParse(JSON.parse(folded.replaceAll('\n', '')))
  expect(error).toBeUndefined()
  expect(data).toMatchObject({ type: 'folded', state: { udid: 'u', run: { status: 'awaiting', eraseOrderedAt: 900 } } })
})
