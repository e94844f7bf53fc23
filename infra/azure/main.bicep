// Everything that Passeur needs in Azure, in one resource group of its own.
targetScope = 'subscription'

@description('The name of this installation, as azd knows it; names of resources are derived from it.')
@minLength(1)
@maxLength(48)
param environmentName string

@description('The region. Choose one in the European Union that has Flex Consumption, such as francecentral.')
@minLength(1)
param location string

@description('Who deploys: may write the signing keys into the vault. azd gives it.')
param principalId string

@allowed(['User', 'ServicePrincipal'])
param principalType string = 'User'

@description('Settings of both processes, by their names in the README; empty means the default of the code.')
param settings object = {}

@description('Settings of the bot alone.')
param botSettings object = {}

@description('Settings of the functions alone.')
param functionsSettings object = {}

@description('The tags of every resource, besides the one that azd looks for.')
param tags object = {}

@description('Storage and vault answer nobody but the two processes and `allowedAddresses`.')
param closedNetwork bool = false

@description('Public IPv4 addresses or ranges, comma separated, that may reach storage and vault in a closed network.')
param allowedAddresses string = ''

@description('ZRS keeps three copies in three buildings of the region, LRS in one; GZRS adds another region.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('B1 stays warm; B2 and B3 are the same with more of it.')
@allowed(['B1', 'B2', 'B3', 'P0v3'])
param botSku string = 'B1'

@allowed(['3.11', '3.12', '3.13'])
param pythonVersion string = '3.11'

@description('How far the functions spread out. Sendings are shared best by about 4; older regions refuse fewer than 40.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@allowed([512, 2048, 4096])
param instanceMemory int = 2048

@description('Who reads the alerts. Without an address they show in the portal alone.')
param alertEmail string = ''

@description('In the currency of the subscription, for a month; 0 makes no budget.')
@minValue(0)
param monthlyBudget int = 50

@description('The first day of the month in which the budget began; infra.azure.prepare remembers it.')
param budgetStart string = ''

@description('Nobody gives it: azd asks for what has no default before it lets infra.azure.prepare remember anything.')
param thisMonth string = utcNow('yyyy-MM-01')

@description('How many days logs and metrics are kept.')
@minValue(30)
@maxValue(730)
param logRetention int = 30

@description('What is told beyond this many gigabytes a day is not kept, so that a fault cannot make a bill.')
param dailyLogCap int = 1

@description('Records every call to tables, queues and blobs: for an inquiry, at the price of what it logs.')
param storageLogs bool = false

var token = toLower(uniqueString(subscription().id, environmentName, location))
var allTags = union(tags, { 'azd-env-name': environmentName })
var addresses = empty(allowedAddresses) ? [] : split(replace(allowedAddresses, ' ', ''), ',')
var functionsName = 'func-passeur-${token}'
var botName = 'app-passeur-${token}'
var functionsUrl = 'https://${functionsName}.azurewebsites.net'

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: allTags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: 'id-passeur-${token}'
    location: location
    tags: allTags
  }
}

module network 'modules/network.bicep' = {
  name: 'network'
  scope: group
  params: {
    name: 'vnet-passeur-${token}'
    location: location
    tags: allTags
    closed: closedNetwork
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: 'log-passeur-${token}'
    componentName: 'appi-passeur-${token}'
    location: location
    tags: allTags
    retention: logRetention
    dailyCap: dailyLogCap
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'stpasseur${token}'
    location: location
    tags: allTags
    sku: storageSku
    closed: closedNetwork
    allowedAddresses: addresses
    allowedSubnets: network.outputs.subnetIds
    workspaceId: monitoring.outputs.workspaceId
    logsCalls: storageLogs
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    name: 'kv-${token}'
    location: location
    tags: allTags
    closed: closedNetwork
    allowedAddresses: addresses
    allowedSubnets: network.outputs.subnetIds
    workspaceId: monitoring.outputs.workspaceId
  }
}

module roles 'modules/roles.bicep' = {
  name: 'roles'
  scope: group
  params: {
    storageName: storage.outputs.name
    vaultName: vault.outputs.name
    componentName: monitoring.outputs.componentName
    identityPrincipalId: identity.outputs.principalId
    deployerId: principalId
    deployerType: principalType
  }
}

module settingsOfBoth 'modules/settings.bicep' = {
  name: 'settings'
  scope: group
  params: {
    given: settings
    clientId: identity.outputs.clientId
    storageName: storage.outputs.name
    vaultName: vault.outputs.name
    functionsUrl: functionsUrl
    connectionString: monitoring.outputs.connectionString
  }
}

module functions 'modules/functions.bicep' = {
  name: 'functions'
  scope: group
  params: {
    name: functionsName
    planName: 'plan-functions-${token}'
    location: location
    tags: allTags
    identityId: identity.outputs.id
    clientId: identity.outputs.clientId
    storageName: storage.outputs.name
    packagesContainer: storage.outputs.packagesContainer
    vaultName: vault.outputs.name
    settings: union(settingsOfBoth.outputs.settings, functionsSettings)
    subnetId: network.outputs.functionsSubnetId
    workspaceId: monitoring.outputs.workspaceId
    pythonVersion: pythonVersion
    maximumInstances: maximumInstances
    instanceMemory: instanceMemory
  }
  dependsOn: [roles]
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  scope: group
  params: {
    name: botName
    planName: 'plan-bot-${token}'
    location: location
    tags: allTags
    sku: botSku
    identityId: identity.outputs.id
    settings: union(settingsOfBoth.outputs.settings, botSettings)
    subnetId: network.outputs.botSubnetId
    workspaceId: monitoring.outputs.workspaceId
    pythonVersion: pythonVersion
  }
  dependsOn: [roles]
}

module registration 'modules/registration.bicep' = {
  name: 'registration'
  scope: group
  params: {
    name: 'bot-passeur-${token}'
    tags: allTags
    identityId: identity.outputs.id
    clientId: identity.outputs.clientId
    endpoint: 'https://${bot.outputs.hostName}/api/messages'
    workspaceId: monitoring.outputs.workspaceId
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    location: location
    tags: allTags
    componentId: monitoring.outputs.componentId
    botId: bot.outputs.id
    storageId: storage.outputs.id
    email: alertEmail
  }
}

module dashboard 'modules/dashboard.bicep' = {
  name: 'dashboard'
  scope: group
  params: {
    location: location
    tags: allTags
    componentId: monitoring.outputs.componentId
  }
}

module budget 'modules/budget.bicep' = if (monthlyBudget > 0) {
  name: 'budget'
  scope: group
  params: {
    amount: monthlyBudget
    start: empty(budgetStart) ? thisMonth : budgetStart
    email: alertEmail
  }
}

output AZURE_RESOURCE_GROUP string = group.name
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output PASSEUR_APP_ID string = identity.outputs.clientId
output AZURE_IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId
output AZURE_BOT_NAME string = bot.outputs.name
output AZURE_FUNCTIONS_NAME string = functions.outputs.name
output PASSEUR_STORAGE_ACCOUNT string = storage.outputs.name
output PASSEUR_FUNCTIONS_URL string = functionsUrl
