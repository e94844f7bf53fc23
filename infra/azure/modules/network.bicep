// With a closed network, the way from the two processes to storage and vault. Service endpoints cost nothing.
param name string
param location string
param tags object
param closed bool

var endpoints = [
  { service: 'Microsoft.Storage' }
  { service: 'Microsoft.KeyVault' }
]

resource guard 'Microsoft.Network/networkSecurityGroups@2024-05-01' = if (closed) {
  name: '${name}-nsg'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'nobody-comes-in'
        properties: {
          access: 'Deny'
          direction: 'Inbound'
          priority: 4000
          protocol: '*'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = if (closed) {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/24'] }
    subnets: [
      {
        name: 'functions'
        properties: {
          addressPrefix: '10.20.0.0/26'
          // Flex Consumption sends everything through the subnet, and Passeur has to reach Teams.
          defaultOutboundAccess: true
          networkSecurityGroup: { id: guard.id }
          serviceEndpoints: endpoints
          delegations: [{ name: 'functions', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'bot'
        properties: {
          addressPrefix: '10.20.0.64/26'
          networkSecurityGroup: { id: guard.id }
          serviceEndpoints: endpoints
          delegations: [{ name: 'bot', properties: { serviceName: 'Microsoft.Web/serverFarms' } }]
        }
      }
    ]
  }
}

var functionsSubnet = resourceId('Microsoft.Network/virtualNetworks/subnets', name, 'functions')
var botSubnet = resourceId('Microsoft.Network/virtualNetworks/subnets', name, 'bot')

output functionsSubnetId string = closed ? functionsSubnet : ''
output botSubnetId string = closed ? botSubnet : ''
output subnetIds array = closed ? [functionsSubnet, botSubnet] : []
