/** One way of asking the federation service for a token: how callers prove themselves, in which version, at which address. */
type Way = {
  readonly name: string
  readonly version: '2005' | '13'
  readonly proof: 'UsernameToken' | 'X509Token' | 'KerberosToken'
  readonly path: string
}

const ways: readonly Way[] = [
  { name: 'CustomBinding_IWSTrustFeb2005', version: '2005', proof: 'KerberosToken', path: '2005/windowstransport' },
  {
    name: 'CertificateWSTrustBinding_IWSTrustFeb2005',
    version: '2005',
    proof: 'X509Token',
    path: '2005/certificatemixed',
  },
  {
    name: 'UserNameWSTrustBinding_IWSTrustFeb2005',
    version: '2005',
    proof: 'UsernameToken',
    path: '2005/usernamemixed',
  },
  { name: 'CertificateWSTrustBinding_IWSTrust13', version: '13', proof: 'X509Token', path: '13/certificatemixed' },
]
const usernameMixed13: Way = {
  name: 'UserNameWSTrustBinding_IWSTrust13',
  version: '13',
  proof: 'UsernameToken',
  path: '13/usernamemixed',
}

const namespaces = [
  'xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"',
  'xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/"',
  'xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy"',
  'xmlns:wsa10="http://www.w3.org/2005/08/addressing"',
  'xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"',
  'xmlns:sp="http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702"',
  'xmlns:tns="urn:slipway:practice:trust"',
].join(' ')

const actions = {
  '2005': 'http://schemas.xmlsoap.org/ws/2005/02/trust/RST/Issue',
  '13': 'http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue',
} as const

/**
 * WS-MetadataExchange as a federation service answers it: policies, bindings that refer to them, ports with addresses.
 * @param withUsername whether user name and password by WS-Trust 1.3 is among them
 */
export function metadataExchange(serviceUrl: string, withUsername: boolean): string {
  const offered = withUsername ? [...ways, usernameMixed13] : ways
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<wsdl:definitions name="SecurityTokenService" targetNamespace="urn:slipway:practice:trust" ${namespaces}>`,
    ...offered.map((way) => policy(way)),
    ...offered.map((way) => binding(way)),
    '<wsdl:service name="SecurityTokenService">',
    ...offered.map((way) => port(way, `${serviceUrl}/${way.path}`)),
    '</wsdl:service></wsdl:definitions>',
  ].join('\n')
}

function policy({ name, proof }: Way): string {
  return `<wsp:Policy wsu:Id="${name}_policy"><wsp:ExactlyOne><wsp:All>
<sp:TransportBinding><wsp:Policy><sp:TransportToken><wsp:Policy><sp:HttpsToken/></wsp:Policy></sp:TransportToken></wsp:Policy></sp:TransportBinding>
<sp:SignedEncryptedSupportingTokens><wsp:Policy><sp:${proof}/></wsp:Policy></sp:SignedEncryptedSupportingTokens>
</wsp:All></wsp:ExactlyOne></wsp:Policy>`
}

function binding({ name, version }: Way): string {
  return `<wsdl:binding name="${name}" type="tns:IWSTrust"><wsp:PolicyReference URI="#${name}_policy"/>
<soap12:binding transport="http://schemas.xmlsoap.org/soap/http"/>
<wsdl:operation name="Issue"><soap12:operation soapAction="${actions[version]}" style="document"/></wsdl:operation></wsdl:binding>`
}

function port({ name }: Way, address: string): string {
  return `<wsdl:port name="${name}" binding="tns:${name}"><soap12:address location="${address}"/>
<wsa10:EndpointReference><wsa10:Address>${address}</wsa10:Address></wsa10:EndpointReference></wsdl:port>`
}

/** To every message: this service knows nobody. */
export const soapFault = `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault>
<s:Code><s:Value>s:Sender</s:Value></s:Code>
<s:Reason><s:Text xml:lang="en">The practice federation service issues no tokens.</s:Text></s:Reason>
</s:Fault></s:Body></s:Envelope>`
