import { afterEach, describe, expect, it } from 'vitest'
import { proxyFor, settleProxy, useSystemProxy } from '../../electron/lib/http-proxy.ts'
import { readGsettings, readRegistry, readScutil, readSystemProxy } from '../../electron/lib/system-proxy.ts'
import { silentLogger } from '../../electron/lib/logger.ts'

const scutil = `<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : 169.254/16
    2 : intranet.contoso.com
  }
  ExcludeSimpleHostnames : 0
  HTTPEnable : 1
  HTTPPort : 3128
  HTTPProxy : proxy.contoso.com
  HTTPSEnable : 1
  HTTPSPort : 8443
  HTTPSProxy : secure.contoso.com
  ProxyAutoConfigEnable : 0
  ProxyAutoConfigURLString : http://wpad/proxy.pac
}
`
const registry = [
  '',
  'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings',
  '    ProxyEnable    REG_DWORD    0x1',
  '    ProxyServer    REG_SZ    http=proxy.contoso.com:3128;https=secure.contoso.com:8443',
  '    ProxyOverride    REG_SZ    *.contoso.com;10.*;<local>',
  '',
].join('\r\n')
const gsettings = `org.gnome.system.proxy autoconfig-url ''
org.gnome.system.proxy ignore-hosts ['localhost', '127.0.0.0/8', '::1', '*.contoso.com']
org.gnome.system.proxy mode 'manual'
org.gnome.system.proxy.http host 'proxy.contoso.com'
org.gnome.system.proxy.http port 3128
org.gnome.system.proxy.https host 'secure.contoso.com'
org.gnome.system.proxy.https port 8443
`
const both = { http: 'http://proxy.contoso.com:3128', https: 'http://secure.contoso.com:8443', pac: null }

describe('the system’s proxy', () => {
  it('is read from what each system prints', () => {
    expect(readScutil(scutil)).toEqual({ ...both, without: ['*.local', 'intranet.contoso.com'] })
    expect(readRegistry(registry)).toEqual({ ...both, without: ['*.contoso.com', '10.*'] })
    expect(readGsettings(gsettings)).toEqual({ ...both, without: ['localhost', '::1', '*.contoso.com'] })
  })

  it('is one server for everything where Windows names one', () => {
    const one = registry.replace(/http=\S+/, 'proxy.contoso.com:3128')
    expect(readRegistry(one)).toMatchObject({ http: both.http, https: both.http })
  })

  it('is none while it is switched off, and none that is no address', () => {
    const none = { http: null, https: null, pac: null }
    expect(readScutil(scutil.replaceAll('Enable : 1', 'Enable : 0'))).toMatchObject(none)
    expect(readRegistry(registry.replace('0x1', '0x0'))).toMatchObject(none)
    expect(readGsettings(gsettings.replace("'manual'", "'none'"))).toMatchObject(none)
    expect(readScutil(scutil.replace('8443', '99999').replace('proxy.contoso.com', 'a b@c'))).toMatchObject(none)
    for (const read of [readScutil, readRegistry, readGsettings])
      expect(read('nothing of the kind')).toEqual({ ...none, without: [] })
  })

  it('may be named by a PAC file, which is told and not run', () => {
    expect(readScutil(scutil.replace('ConfigEnable : 0', 'ConfigEnable : 1')).pac).toBe('http://wpad/proxy.pac')
    const automatic = gsettings.replace("'manual'", "'auto'").replace("url ''", "url 'http://wpad/proxy.pac'")
    expect(readGsettings(automatic)).toMatchObject({ http: null, pac: 'http://wpad/proxy.pac' })
    expect(readRegistry(`${registry}    AutoConfigURL    REG_SZ    http://wpad/proxy.pac`).pac).toBe(
      'http://wpad/proxy.pac',
    )
  })

  it('is nothing where there is nobody to ask', async () => {
    expect(await readSystemProxy('aix', silentLogger)).toBeNull()
  })
})

describe('the way out', () => {
  afterEach(() => useSystemProxy(null))

  it('is the system’s only where the environment names none, and never leads to this computer', async () => {
    useSystemProxy(() => Promise.resolve({ ...both, without: ['*.contoso.com'] }))
    await settleProxy('graph.example', {})
    expect(proxyFor({})).toEqual({
      HTTP_PROXY: both.http,
      HTTPS_PROXY: both.https,
      NO_PROXY: 'localhost,127.0.0.1,::1,*.contoso.com',
    })
    expect(proxyFor({ https_proxy: 'http://other:1', NO_PROXY: 'a.example' })).toEqual({
      HTTP_PROXY: '',
      HTTPS_PROXY: 'http://other:1',
      NO_PROXY: 'localhost,127.0.0.1,::1,a.example',
    })
  })

  it('is asked of the system once, by the first request that needs to know', async () => {
    let times = 0
    useSystemProxy(() => {
      times += 1
      return Promise.resolve({ ...both, without: [] })
    })
    await settleProxy('127.0.0.1', {})
    await settleProxy('[::1]', {})
    await settleProxy('graph.example', { HTTPS_PROXY: 'http://other:1' })
    expect([times, proxyFor({})['HTTPS_PROXY']]).toEqual([0, ''])
    await Promise.all([settleProxy('graph.example', {}), settleProxy('login.example', {})])
    await settleProxy('graph.example', {})
    expect([times, proxyFor({})['HTTPS_PROXY']]).toEqual([1, both.https])
  })

  it('is straight where neither names one', () => {
    expect(proxyFor({})).toMatchObject({ HTTP_PROXY: '', HTTPS_PROXY: '' })
  })
})
