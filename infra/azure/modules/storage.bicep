// Where everything is kept: tables, queues, backups and the functions' package. Identities only: no key opens it.
param name string
param location string
param tags object
param sku string
param closed bool
param allowedAddresses array
param allowedSubnets array
param workspaceId string
param logsCalls bool

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: 'Enabled'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: closed ? 'Deny' : 'Allow'
      ipRules: [for address in allowedAddresses: { value: address, action: 'Allow' }]
      virtualNetworkRules: [for subnet in allowedSubnets: { id: subnet, action: 'Allow' }]
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    // A backup that was removed by mistake can be had back for a week: these days come on top of those it is kept.
    deleteRetentionPolicy: { enabled: true, days: 7 }
    containerDeleteRetentionPolicy: { enabled: true, days: 7 }
  }
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: blobs
  name: 'packages'
  properties: { publicAccess: 'None' }
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices@2023-05-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2023-05-01' = {
  parent: account
  name: 'default'
}

resource blobCalls 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'passeur'
  scope: blobs
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: logsCalls }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource queueCalls 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'passeur'
  scope: queues
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: logsCalls }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource tableCalls 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'passeur'
  scope: tables
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: logsCalls }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

output id string = account.id
output name string = account.name
output packagesContainer string = packages.name
